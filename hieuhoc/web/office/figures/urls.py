from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.figures import catalogue, pages, paper, revisions, rows, targets, units, years

carry_ids("place", "revision", "unit")

urlpatterns = [
    path("figures/", pages.start, name="figures"),
    path("figures/catalogue/", catalogue.catalogue, name="figure-catalogue"),
    path("figures/years/", years.years, name="figure-years"),
    path("figures/years/<int:year>/close/", years.close, name="figure-close"),
    path("figures/years/<int:year>/revise/", years.revise, name="figure-revise"),
    path("figures/years/<int:year>/waiting/", revisions.waiting, name="figure-waiting"),
    path("figures/revisions/<revision:pk>/", revisions.revision, name="figure-revision"),
    path("figures/revisions/<revision:pk>/publish/", years.publish, name="figure-publish"),
    path("figures/units/<unit:pk>/", units.unit, name="figures-unit"),
    path("figures/units/<unit:pk>/rows/", units.unit_people, name="figures-unit-rows"),
    path("figures/<place:pk>/", pages.place, name="figures-place"),
    path("figures/<place:pk>/rows/", rows.rows, name="figures-rows"),
    path("figures/<place:pk>/paper/", paper.paper, name="figures-paper"),
    path("figures/<place:pk>/communes.xlsx", pages.export, name="figures-export"),
    path("figures/targets/", targets.target_list, name="target-list"),
    path("figures/targets/new/", targets.target_new, name="target-new"),
]
