from hieuhoc.lib import rooms
from hieuhoc.web import areas, deeds
from hieuhoc.web.ui import states


class WebConfig(rooms.Room):
    name = "hieuhoc.web"
    label = "web"

    def ready(self) -> None:
        rooms.collect("deeds", deeds.add_room, but=self.label)
        rooms.collect("menu", areas.add_menu, of=areas.Area)
        rooms.collect("states", states.add_area, of=areas.Area)
