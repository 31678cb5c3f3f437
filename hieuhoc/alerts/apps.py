from hieuhoc.alerts.registry import add_room
from hieuhoc.lib import rooms


class AlertsConfig(rooms.Room):
    name = "hieuhoc.alerts"

    def ready(self) -> None:
        rooms.collect("alerts", add_room)
