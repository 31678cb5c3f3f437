from hieuhoc.web import areas


class SchoolsAreaConfig(areas.Area):
    name = "hieuhoc.web.office.schools"
    label = "office_schools"
    face = "office"
