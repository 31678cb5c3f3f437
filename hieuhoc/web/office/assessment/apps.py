from hieuhoc.web import areas


class AssessmentConfig(areas.Area):
    name = "hieuhoc.web.office.assessment"
    label = "office_assessment"
    face = "office"
