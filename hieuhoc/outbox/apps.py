from hieuhoc.lib import rooms


class OutboxConfig(rooms.Room):
    name = "hieuhoc.outbox"
    label = "outbox"
