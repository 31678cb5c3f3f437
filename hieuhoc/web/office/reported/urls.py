from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.reported import differences, figures, per_head, periods, published

carry_ids("reportingperiod", "reportedfigure")

PERIOD, FIGURE = "reported/periods/<reportingperiod:pk>/", "reported/figures/<reportedfigure:pk>/"

urlpatterns = [
    path("reported/", periods.period_list, name="reported-list"),
    path("reported/new/", periods.period_new, name="reported-new"),
    path("reported/published/", published.published_list, name="reported-published"),
    path("reported/per-head/", per_head.per_head_list, name="reported-per-head"),
    path("reported/differences/", differences.difference_list, name="reported-differences"),
    path(PERIOD, periods.period, name="reported-period"),
    path(PERIOD + "enter/", figures.enter, name="reported-enter"),
    path(PERIOD + "correct/", figures.correct, name="reported-correct"),
    path(PERIOD + "hand-in/", periods.hand_in, name="reported-hand-in"),
    path(PERIOD + "accept/", periods.accept, name="reported-accept"),
    path(PERIOD + "return/", periods.give_back, name="reported-return"),
    path(PERIOD + "revisions/", figures.revisions, name="reported-revisions"),
    path(FIGURE + "explain/", differences.explain, name="reported-explain"),
]
