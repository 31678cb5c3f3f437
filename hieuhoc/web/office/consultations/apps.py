from hieuhoc.web import areas


class ConsultationsConfig(areas.Area):
    name = "hieuhoc.web.office.consultations"
    label = "office_consultations"
    face = "office"
