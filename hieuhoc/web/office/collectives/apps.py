from hieuhoc.web import areas


class CollectivesConfig(areas.Area):
    name = "hieuhoc.web.office.collectives"
    label = "office_collectives"
    face = "office"
