from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.privacy import days_off, erasures, periods, requests

carry_ids("citizen", "data_request", "day_off", "erasure")

urlpatterns = [
    path("personal-data/", periods.personal_data, name="personal-data"),
    path("personal-data/<str:code>/", periods.period_change, name="period-change"),
    path("data-requests/", requests.request_list, name="data-request-list"),
    path("citizens/<citizen:pk>/data-request/", requests.request_new, name="data-request-new"),
    path("data-requests/<data_request:pk>/", requests.data_request, name="data-request"),
    path("data-requests/<data_request:pk>/answer/", requests.request_answer, name="data-request-answer"),
    path("data-requests/<data_request:pk>/extend/", requests.request_extend, name="data-request-extend"),
    path("data-requests/<data_request:pk>/settle/", requests.request_settle, name="data-request-settle"),
    path("days-off/", days_off.days_off, name="days-off"),
    path("days-off/<day_off:pk>/remove/", days_off.day_off_remove, name="day-off-remove"),
    path("erasures/", erasures.erasure_list, name="erasure-list"),
    path("citizens/<citizen:pk>/erasure/", erasures.erasure_new, name="erasure-new"),
    path("erasures/<erasure:pk>/", erasures.erasure, name="erasure"),
    path("erasures/<erasure:pk>/carry-out/", erasures.erasure_carry_out, name="erasure-carry-out"),
    path("erasures/<erasure:pk>/decline/", erasures.erasure_decline, name="erasure-decline"),
]
