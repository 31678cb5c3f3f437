from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.news import campaign_deeds, campaigns

carry_ids("campaign")

urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", campaign_deeds.campaign_new, name="campaign-new"),
    path("campaigns/<campaign:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<campaign:pk>/progress/", campaigns.campaign_progress, name="campaign-progress"),
    path("campaigns/<campaign:pk>/change/", campaign_deeds.campaign_change, name="campaign-change"),
    path("campaigns/<campaign:pk>/send/", campaign_deeds.campaign_send, name="campaign-send"),
    path("campaigns/<campaign:pk>/cancel/", campaign_deeds.campaign_cancel, name="campaign-cancel"),
    path("campaigns/<campaign:pk>/resume/", campaign_deeds.campaign_resume, name="campaign-resume"),
]
