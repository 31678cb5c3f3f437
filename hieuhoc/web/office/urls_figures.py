from django.urls import path

from hieuhoc.web.office import figures, figures_rows, figures_units, figures_years

urlpatterns = [
    path("figures/", figures.start, name="figures"),
    path("figures/years/", figures_years.years, name="figure-years"),
    path("figures/years/<int:year>/close/", figures_years.close, name="figure-close"),
    path("figures/years/<int:year>/revise/", figures_years.revise, name="figure-revise"),
    path("figures/revisions/<revision:pk>/publish/", figures_years.publish, name="figure-publish"),
    path("figures/units/<unit:pk>/", figures_units.unit, name="figures-unit"),
    path("figures/units/<unit:pk>/rows/", figures_units.unit_people, name="figures-unit-rows"),
    path("figures/<place:pk>/", figures.place, name="figures-place"),
    path("figures/<place:pk>/rows/", figures_rows.rows, name="figures-rows"),
    path("figures/<place:pk>/communes.xlsx", figures.export, name="figures-export"),
]
