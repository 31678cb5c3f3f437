from hieuhoc.lib import rooms


class ConsultationsConfig(rooms.Room):
    name = "hieuhoc.consultations"
    label = "consultations"
