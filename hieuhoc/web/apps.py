from hieuhoc.lib import rooms


class WebConfig(rooms.Room):
    name = "hieuhoc.web"
    label = "web"
