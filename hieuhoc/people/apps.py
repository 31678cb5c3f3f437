from hieuhoc.lib import rooms
from hieuhoc.people import joins


class PeopleConfig(rooms.Room):
    name = "hieuhoc.people"
    label = "people"

    def ready(self) -> None:
        rooms.collect("joins", joins.add_room, but=self.label)
