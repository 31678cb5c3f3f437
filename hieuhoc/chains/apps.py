from hieuhoc.chains.registry import registry
from hieuhoc.lib import rooms


class ChainsConfig(rooms.Room):
    name = "hieuhoc.chains"

    def ready(self) -> None:
        rooms.collect("chains", registry.add_room)
