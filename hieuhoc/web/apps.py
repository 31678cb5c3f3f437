from hieuhoc.lib import rooms
from hieuhoc.sheets.export_kinds import add_tables
from hieuhoc.web import areas, deeds, subjects
from hieuhoc.web.ui import states


class WebConfig(rooms.Room):
    name = "hieuhoc.web"
    label = "web"

    def ready(self) -> None:
        rooms.collect("deeds", deeds.add_room, but=self.label)
        rooms.collect("menu", areas.add_menu, of=areas.Area)
        rooms.collect("exports", add_tables, of=areas.Area)
        rooms.collect("subjects", subjects.add_area, of=areas.Area)
        rooms.collect("states", states.add_area, of=areas.Area)
