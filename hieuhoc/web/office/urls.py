"""The office face: one list of addresses per area."""

from importlib import import_module, util

from django.urls import URLPattern

from hieuhoc.web.ids import register_kinds

register_kinds()

app_name = "office"
AREAS = (
    "home",
    "people",
    "groups",
    "units",
    "places",
    "orders",
    "accounts",
    "sheets",
    "assessment",
    "recognition",
    "criteria",
    "trainings",
    "figures",
    "targets",
)
urlpatterns: list[URLPattern] = []
for area in AREAS:
    if util.find_spec(f"hieuhoc.web.office.urls_{area}") is not None:
        urlpatterns += import_module(f"hieuhoc.web.office.urls_{area}").urlpatterns
