from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.activities import activities, deeds, effect, own_learning, participants, records, topics, wishes

carry_ids("activity", "citizen", "ownlearning", "participation", "topic")

urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", deeds.activity_new, name="activity-new"),
    path("activities/effect/", effect.activity_effect_page, name="activity-effect"),
    path("activities/topics/", topics.topic_list, name="topic-list"),
    path("activities/topics/new/", topics.topic_new, name="topic-new"),
    path("activities/topics/<topic:pk>/", topics.topic_change, name="topic-change"),
    path("activities/wishes/", wishes.wish_table, name="wish-table"),
    path("activities/wishes/form.pdf", wishes.wish_paper, name="wish-paper"),
    path("citizens/<citizen:pk>/learning/", records.citizen_learning, name="citizen-learning"),
    path("citizens/<citizen:pk>/wish/", wishes.wish_new, name="wish-new"),
    path("own-learning/", own_learning.own_list, name="own-learning-list"),
    path("own-learning/<ownlearning:pk>/", own_learning.own, name="own-learning"),
    path("own-learning/<ownlearning:pk>/file/", own_learning.own_file, name="own-learning-file"),
    path("activities/<activity:pk>/", activities.activity, name="activity"),
    path("activities/<activity:pk>/change/", deeds.activity_change, name="activity-change"),
    path("activities/<activity:pk>/cancel/", deeds.activity_cancel, name="activity-cancel"),
    path("activities/<activity:pk>/presence/", participants.activity_presence, name="activity-presence"),
    path("activities/<activity:pk>/participations/new/", participants.participation_new, name="participation-new"),
    path("participations/<participation:pk>/leave/", participants.participation_leave, name="participation-leave"),
]
