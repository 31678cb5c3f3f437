from hieuhoc.web import areas


class PeopleConfig(areas.Area):
    name = "hieuhoc.web.office.people"
    label = "office_people"
    face = "office"
