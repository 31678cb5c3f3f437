from hieuhoc.lib import rooms


class SchoolsConfig(rooms.Room):
    name = "hieuhoc.schools"
    label = "schools"
