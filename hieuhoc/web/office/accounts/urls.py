from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.accounts import delegations, history, security, standing, users

carry_ids("grant", "user")

urlpatterns = [
    path("users/", users.user_list, name="user-list"),
    path("users/new/", users.user_new, name="user-new"),
    path("users/<user:pk>/", users.user, name="user"),
    path("users/<user:pk>/grants/new/", users.grant_new, name="grant-new"),
    path("users/<user:pk>/disable/", standing.disable, name="user-disable"),
    path("users/<user:pk>/enable/", standing.enable, name="user-enable"),
    path("users/<user:pk>/home/", standing.move, name="user-home"),
    path("users/<user:pk>/leave/", standing.leave, name="user-leave"),
    path("users/<user:pk>/password/", standing.password_reset, name="password-reset"),
    path("users/<user:pk>/second-factor/", standing.factor_reset, name="factor-reset"),
    path("grants/<grant:pk>/end/", users.grant_end, name="grant-end"),
    path("delegations/", delegations.delegations, name="delegation-list"),
    path("grants/<grant:pk>/delegate/", delegations.delegate, name="delegate"),
    path("delegations/<grant:pk>/end/", delegations.delegation_end, name="delegation-end"),
    path("security-events/", security.event_list, name="event-list"),
    path("sign-in/", security.sign_in, name="sign-in-rules"),
    path("sign-in/change/", security.sign_in_change, name="sign-in-change"),
    path("history/", history.history, name="history"),
    path("history/readings/", history.readings, name="reading-list"),
]
