from hieuhoc.web import areas


class SheetsConfig(areas.Area):
    name = "hieuhoc.web.office.sheets"
    label = "office_sheets"
    face = "office"
