from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.activities import activities, deeds

carry_ids("activity")

urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", deeds.activity_new, name="activity-new"),
    path("activities/<activity:pk>/", activities.activity, name="activity"),
    path("activities/<activity:pk>/change/", deeds.activity_change, name="activity-change"),
    path("activities/<activity:pk>/cancel/", deeds.activity_cancel, name="activity-cancel"),
]
