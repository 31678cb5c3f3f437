from hieuhoc.web import areas


class CriteriaConfig(areas.Area):
    name = "hieuhoc.web.office.criteria"
    label = "office_criteria"
    face = "office"
