from hieuhoc.lib import rooms


class CollectivesConfig(rooms.Room):
    name = "hieuhoc.collectives"
    label = "collectives"
