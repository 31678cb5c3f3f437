from hieuhoc.web import areas


class ChainsConfig(areas.Area):
    name = "hieuhoc.web.office.chains"
    label = "office_chains"
    face = "office"
