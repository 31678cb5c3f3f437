from hieuhoc.lib import rooms


class LearningConfig(rooms.Room):
    name = "hieuhoc.learning"
    label = "learning"
