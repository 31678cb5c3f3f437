from hieuhoc.web import areas


class FundsAreaConfig(areas.Area):
    name = "hieuhoc.web.office.funds"
    label = "office_funds"
    face = "office"
