from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.papers import register

carry_ids("papernumber")

urlpatterns = [
    path("papers/", register.number_list, name="paper-number-list"),
    path("papers/numbers/<papernumber:pk>/spoil/", register.number_spoil, name="paper-number-spoil"),
]
