from hieuhoc.lib import rooms


class ReportedConfig(rooms.Room):
    name = "hieuhoc.reported"
    label = "reported"
