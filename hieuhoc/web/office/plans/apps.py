from hieuhoc.web import areas


class PlansConfig(areas.Area):
    name = "hieuhoc.web.office.plans"
    label = "office_plans"
    face = "office"
