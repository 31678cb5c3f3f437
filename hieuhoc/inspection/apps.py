from hieuhoc.lib import rooms


class InspectionConfig(rooms.Room):
    name = "hieuhoc.inspection"
    label = "inspection"
