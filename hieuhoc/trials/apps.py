from hieuhoc.lib import rooms


class TrialsConfig(rooms.Room):
    name = "hieuhoc.trials"
    label = "trials"
