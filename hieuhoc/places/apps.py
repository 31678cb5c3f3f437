from hieuhoc.lib import rooms
from hieuhoc.places.successions import registry


class PlacesConfig(rooms.Room):
    name = "hieuhoc.places"
    label = "places"

    def ready(self) -> None:
        rooms.collect("successions", registry.add, but=self.label)
