from hieuhoc.lib import rooms


class CriteriaConfig(rooms.Room):
    name = "hieuhoc.criteria"
    label = "criteria"
