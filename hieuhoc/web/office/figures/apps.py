from hieuhoc.web import areas


class FiguresConfig(areas.Area):
    name = "hieuhoc.web.office.figures"
    label = "office_figures"
    face = "office"
