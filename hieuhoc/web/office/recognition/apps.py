from hieuhoc.web import areas


class RecognitionConfig(areas.Area):
    name = "hieuhoc.web.office.recognition"
    label = "office_recognition"
    face = "office"
