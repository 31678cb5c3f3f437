from hieuhoc.lib import rooms
from hieuhoc.news import addressing


class NewsConfig(rooms.Room):
    name = "hieuhoc.news"
    label = "news"

    def ready(self) -> None:
        rooms.collect("audiences", addressing.add_room)
