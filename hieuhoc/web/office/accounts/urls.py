from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.accounts import history, users

carry_ids("grant", "user")

urlpatterns = [
    path("users/", users.user_list, name="user-list"),
    path("users/new/", users.user_new, name="user-new"),
    path("users/<user:pk>/", users.user, name="user"),
    path("users/<user:pk>/grants/new/", users.grant_new, name="grant-new"),
    path("grants/<grant:pk>/end/", users.grant_end, name="grant-end"),
    path("delegations/", users.delegations, name="delegation-list"),
    path("grants/<grant:pk>/delegate/", users.delegate, name="delegate"),
    path("delegations/<grant:pk>/end/", users.delegation_end, name="delegation-end"),
    path("history/", history.history, name="history"),
    path("history/readings/", history.readings, name="reading-list"),
]
