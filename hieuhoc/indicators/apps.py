from hieuhoc.indicators import definition
from hieuhoc.lib import rooms


class IndicatorsConfig(rooms.Room):
    name = "hieuhoc.indicators"
    label = "indicators"

    def ready(self) -> None:
        rooms.collect("indicators", definition.add_room, but=self.label)
