from hieuhoc.web import areas


class PlacesConfig(areas.Area):
    name = "hieuhoc.web.office.places"
    label = "office_places"
    face = "office"
