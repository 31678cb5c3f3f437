from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.news import adoptions, articles, campaign_deeds, campaigns

carry_ids("campaign", "article", "adoption")

urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", campaign_deeds.campaign_new, name="campaign-new"),
    path("campaigns/<campaign:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<campaign:pk>/progress/", campaigns.campaign_progress, name="campaign-progress"),
    path("campaigns/<campaign:pk>/change/", campaign_deeds.campaign_change, name="campaign-change"),
    path("campaigns/<campaign:pk>/send/", campaign_deeds.campaign_send, name="campaign-send"),
    path("campaigns/<campaign:pk>/cancel/", campaign_deeds.campaign_cancel, name="campaign-cancel"),
    path("campaigns/<campaign:pk>/resume/", campaign_deeds.campaign_resume, name="campaign-resume"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/new/", articles.article_new, name="article-new"),
    path("articles/preview/", articles.article_preview, name="article-preview"),
    path("articles/examples/", adoptions.example_list, name="example-list"),
    path("articles/<article:pk>/", articles.article, name="article"),
    path("articles/<article:pk>/change/", articles.article_change, name="article-change"),
    path("articles/<article:pk>/images/new/", articles.article_image_new, name="article-image-new"),
    path("articles/<article:pk>/images/<int:number>/drop/", articles.article_image_drop, name="article-image-drop"),
    path("articles/<article:pk>/publish/", articles.article_publish, name="article-publish"),
    path("articles/<article:pk>/withdraw/", articles.article_withdraw, name="article-withdraw"),
    path("articles/<article:pk>/nominate/", adoptions.article_nominate, name="article-nominate"),
    path("articles/<article:pk>/adopt/", adoptions.example_adopt, name="example-adopt"),
    path("adoptions/<adoption:pk>/", adoptions.adoption, name="adoption"),
    path("adoptions/<adoption:pk>/end/", adoptions.adoption_end, name="adoption-end"),
]
