from hieuhoc.web import areas


class CitizenConfig(areas.Area):
    name = "hieuhoc.web.citizen"
    label = "citizen_face"
    face = "citizen"
