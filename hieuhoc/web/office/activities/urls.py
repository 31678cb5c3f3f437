from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.activities import activities, deeds, participants

carry_ids("activity", "participation")

urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", deeds.activity_new, name="activity-new"),
    path("activities/<activity:pk>/", activities.activity, name="activity"),
    path("activities/<activity:pk>/change/", deeds.activity_change, name="activity-change"),
    path("activities/<activity:pk>/cancel/", deeds.activity_cancel, name="activity-cancel"),
    path("activities/<activity:pk>/presence/", participants.activity_presence, name="activity-presence"),
    path("activities/<activity:pk>/participations/new/", participants.participation_new, name="participation-new"),
    path("participations/<participation:pk>/leave/", participants.participation_leave, name="participation-leave"),
]
