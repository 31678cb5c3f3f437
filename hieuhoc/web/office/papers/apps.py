from hieuhoc.web import areas


class PapersConfig(areas.Area):
    name = "hieuhoc.web.office.papers"
    label = "office_papers"
    face = "office"
