from hieuhoc.lib import rooms
from hieuhoc.privacy import copying, kinds


class PrivacyConfig(rooms.Room):
    name = "hieuhoc.privacy"
    label = "privacy"

    def ready(self) -> None:
        rooms.collect("personal", kinds.add_room)
        rooms.collect("own_copy", copying.add_room)
