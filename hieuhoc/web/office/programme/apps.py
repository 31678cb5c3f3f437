from hieuhoc.web import areas


class ProgrammeAreaConfig(areas.Area):
    name = "hieuhoc.web.office.programme"
    label = "office_programme"
    face = "office"
