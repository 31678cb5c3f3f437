from hieuhoc.lib import rooms


class RecognitionConfig(rooms.Room):
    name = "hieuhoc.recognition"
    label = "recognition"
