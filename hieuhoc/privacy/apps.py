from hieuhoc.lib import rooms
from hieuhoc.privacy import kinds


class PrivacyConfig(rooms.Room):
    name = "hieuhoc.privacy"
    label = "privacy"

    def ready(self) -> None:
        rooms.collect("personal", kinds.add_room)
