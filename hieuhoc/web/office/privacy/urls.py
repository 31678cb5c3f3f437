from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.privacy import erasures, periods

carry_ids("citizen", "erasure")

urlpatterns = [
    path("personal-data/", periods.personal_data, name="personal-data"),
    path("personal-data/<str:code>/", periods.period_change, name="period-change"),
    path("erasures/", erasures.erasure_list, name="erasure-list"),
    path("citizens/<citizen:pk>/erasure/", erasures.erasure_new, name="erasure-new"),
    path("erasures/<erasure:pk>/", erasures.erasure, name="erasure"),
    path("erasures/<erasure:pk>/carry-out/", erasures.erasure_carry_out, name="erasure-carry-out"),
    path("erasures/<erasure:pk>/decline/", erasures.erasure_decline, name="erasure-decline"),
]
