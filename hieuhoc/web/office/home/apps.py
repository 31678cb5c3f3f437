from hieuhoc.web import areas


class HomeConfig(areas.Area):
    name = "hieuhoc.web.office.home"
    label = "office_home"
    face = "office"
