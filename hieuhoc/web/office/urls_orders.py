from django.urls import path

from hieuhoc.web.office import orders, orders_villages

urlpatterns = [
    path("places/orders/", orders.order_list, name="order-list"),
    path("places/orders/new/", orders.order_new, name="order-new"),
    path("places/orders/<order:pk>/", orders.order, name="order"),
    path("places/orders/<order:pk>/change/", orders.order_describe, name="order-describe"),
    path("places/orders/<order:pk>/lines/<int:position>/remove/", orders.order_line_remove, name="order-line-remove"),
    path("places/orders/<order:pk>/villages/new/", orders_villages.order_villages, name="order-villages"),
    path("places/orders/<order:pk>/preview/", orders.order_preview, name="order-preview"),
    path("places/orders/<order:pk>/apply/", orders.order_apply, name="order-apply"),
    path("places/orders/<order:pk>/schedule/", orders.order_schedule, name="order-schedule"),
    path("places/orders/<order:pk>/unschedule/", orders.order_unschedule, name="order-unschedule"),
    path("places/orders/<order:pk>/undo/", orders.order_undo, name="order-undo"),
    path("places/orders/<order:pk>/changes/<slug:kind>/new/", orders.order_change_new, name="order-change-new"),
]
