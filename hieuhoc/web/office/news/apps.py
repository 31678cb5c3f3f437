from hieuhoc.web import areas


class NewsPagesConfig(areas.Area):
    name = "hieuhoc.web.office.news"
    label = "office_news"
    face = "office"
