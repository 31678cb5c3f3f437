from hieuhoc.indicators import definition, touched
from hieuhoc.lib import rooms


class IndicatorsConfig(rooms.Room):
    name = "hieuhoc.indicators"
    label = "indicators"

    def ready(self) -> None:
        rooms.collect("indicators", definition.add_room, but=self.label)
        rooms.collect("touched", touched.add_room, but=self.label)
