from hieuhoc.lib import rooms
from hieuhoc.plans.products import add_room


class PlansConfig(rooms.Room):
    name = "hieuhoc.plans"
    label = "plans"

    def ready(self) -> None:
        rooms.collect("plan_products", add_room)
