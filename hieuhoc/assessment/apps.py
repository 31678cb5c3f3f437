from hieuhoc.lib import rooms


class AssessmentConfig(rooms.Room):
    name = "hieuhoc.assessment"
    label = "assessment"
