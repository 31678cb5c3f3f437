from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.places import order_villages, orders, places, waiting

carry_ids("order", "place")

urlpatterns = [
    path("places/", places.place_list, name="place-list"),
    path("places/waiting/", waiting.waiting_list, name="waiting-list"),
    path("places/waiting/<order:order>/<place:source>/", waiting.waiting_people, name="waiting-people"),
    path("places/waiting/<order:order>/villages/<place:village>/", waiting.waiting_village, name="waiting-village"),
    path("places/<place:pk>/", places.place, name="place"),
    path("places/<place:pk>/villages/new/", places.village_new, name="village-new"),
    path("places/<place:pk>/name/", places.village_rename, name="village-rename"),
    path("places/<place:pk>/area-classes/new/", places.area_class_new, name="area-class-new"),
    path("places/<place:pk>/area-classes/<str:area_class>/end/", places.area_class_end, name="area-class-end"),
    path("places/orders/", orders.order_list, name="order-list"),
    path("places/orders/new/", orders.order_new, name="order-new"),
    path("places/orders/<order:pk>/", orders.order, name="order"),
    path("places/orders/<order:pk>/change/", orders.order_describe, name="order-describe"),
    path("places/orders/<order:pk>/lines/<int:position>/remove/", orders.order_line_remove, name="order-line-remove"),
    path("places/orders/<order:pk>/villages/new/", order_villages.order_villages, name="order-villages"),
    path("places/orders/<order:pk>/preview/", orders.order_preview, name="order-preview"),
    path("places/orders/<order:pk>/apply/", orders.order_apply, name="order-apply"),
    path("places/orders/<order:pk>/schedule/", orders.order_schedule, name="order-schedule"),
    path("places/orders/<order:pk>/unschedule/", orders.order_unschedule, name="order-unschedule"),
    path("places/orders/<order:pk>/undo/", orders.order_undo, name="order-undo"),
    path("places/orders/<order:pk>/changes/<slug:kind>/new/", orders.order_change_new, name="order-change-new"),
]
