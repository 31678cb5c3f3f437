from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.alerts import alerts

carry_ids("alert")

urlpatterns = [
    path("alerts/", alerts.alert_list, name="alert-list"),
    path("alerts/find/", alerts.alert_find, name="alert-find"),
    path("alerts/<alert:pk>/", alerts.alert, name="alert"),
    path("alerts/<alert:pk>/explain/", alerts.alert_explain, name="alert-explain"),
    path("alerts/<alert:pk>/inspect/", alerts.alert_inspect, name="alert-inspect"),
]
