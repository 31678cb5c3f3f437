from hieuhoc.lib import rooms


class DemoConfig(rooms.Room):
    name = "hieuhoc.demo"
    label = "demo"
