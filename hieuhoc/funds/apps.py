from hieuhoc.lib import rooms


class FundsConfig(rooms.Room):
    name = "hieuhoc.funds"
    label = "funds"
