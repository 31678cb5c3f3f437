from hieuhoc.web import areas


class InspectionAreaConfig(areas.Area):
    name = "hieuhoc.web.office.inspection"
    label = "office_inspection"
    face = "office"
