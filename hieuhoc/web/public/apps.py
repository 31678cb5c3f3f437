from hieuhoc.web import areas


class PublicConfig(areas.Area):
    name = "hieuhoc.web.public"
    label = "public_face"
    face = "public"
