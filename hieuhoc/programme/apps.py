from hieuhoc.lib import rooms


class ProgrammeConfig(rooms.Room):
    name = "hieuhoc.programme"
    label = "programme"
