from django.urls import path

from hieuhoc.web.office import accounts, history

urlpatterns = [
    path("users/", accounts.user_list, name="user-list"),
    path("users/new/", accounts.user_new, name="user-new"),
    path("users/<user:pk>/", accounts.user, name="user"),
    path("users/<user:pk>/grants/new/", accounts.grant_new, name="grant-new"),
    path("grants/<grant:pk>/end/", accounts.grant_end, name="grant-end"),
    path("delegations/", accounts.delegations, name="delegation-list"),
    path("grants/<grant:pk>/delegate/", accounts.delegate, name="delegate"),
    path("delegations/<grant:pk>/end/", accounts.delegation_end, name="delegation-end"),
    path("history/", history.history, name="history"),
    path("history/readings/", history.readings, name="reading-list"),
]
