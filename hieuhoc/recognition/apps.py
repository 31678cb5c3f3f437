from hieuhoc.lib import rooms
from hieuhoc.recognition import enclosures


class RecognitionConfig(rooms.Room):
    name = "hieuhoc.recognition"
    label = "recognition"

    def ready(self) -> None:
        rooms.collect("enclosures", enclosures.add_room, but=self.label)
