from hieuhoc.audit import rotation
from hieuhoc.lib import rooms


class AuditConfig(rooms.Room):
    name = "hieuhoc.audit"
    label = "audit"

    def ready(self) -> None:
        rooms.collect("rotations", rotation.add_room)
