from hieuhoc.web import areas


class ReportedAreaConfig(areas.Area):
    name = "hieuhoc.web.office.reported"
    label = "office_reported"
    face = "office"
