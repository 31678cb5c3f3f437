"""The public face: open to everybody, nothing of a person but what a certificate's code shows."""

from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.public import (
    activities,
    activity_papers,
    articles,
    checkins,
    consultations,
    course_certificates,
    credentials,
    figures,
    guide,
    messages,
    originals,
    pages,
    verification,
    verifier,
)

carry_ids("activity", "article", "lesson", "picture", "place", "version")

app_name = "public"
urlpatterns = [
    path("", pages.home, name="home"),
    path("criteria/", pages.criteria, name="criteria"),
    path("criteria/<version:pk>/", pages.criteria, name="criteria-version"),
    path("criteria/<version:pk>/case/", pages.criteria_case, name="criteria-case"),
    path("criteria/<version:pk>/consultation/", consultations.consultation, name="consultation"),
    path("criteria/<version:pk>/consultation/comment/", consultations.comment_new, name="comment-new"),
    path("criteria/<version:pk>/consultation/sent/", consultations.comment_sent, name="comment-sent"),
    path("data/", pages.data, name="data"),
    path("verify/", verification.verify_form, name="verify"),
    path("verify/worker.js", verifier.worker, name="verify-worker"),
    path("verify/<str:code>", verification.verify_code, name="verify-code"),
    path("verify/<str:code>/original.pdf", originals.original, name="verify-original"),
    path(".well-known/did.json", credentials.did, name="did"),
    path("credentials/keys.json", credentials.keys, name="keys"),
    path("credentials/context/v1", credentials.context, name="context"),
    path("credentials/status/<str:meaning>/<int:part>", credentials.status, name="status"),
    path("credentials/status/<str:meaning>/<int:part>.jwt", credentials.status_token, name="status-token"),
    path("credentials/<str:code>.jwt", credentials.credential_token, name="credential-token"),
    path("credentials/<str:code>.png", credentials.credential_picture, name="credential-picture"),
    path("credentials/<str:code>", credentials.credential, name="credential"),
    path("guide/", guide.guide, {"name": guide.FIRST}, name="guide"),
    *(path(f"guide/{part}/", guide.guide, {"name": part}, name=f"guide-{part}") for part in guide.PARTS),
    path("activities/", activities.activities, name="activities"),
    path("activities/calendar.ics", activity_papers.activities_calendar, name="activities-calendar"),
    path("activities/<activity:pk>/", activities.activity, name="activity"),
    path("activities/<activity:pk>/calendar.ics", activity_papers.activity_calendar, name="activity-calendar"),
    path("activities/<activity:pk>/poster.pdf", activity_papers.activity_poster, name="activity-poster"),
    path("courses/certificates/<str:code>", course_certificates.course_certificate, name="course-certificate"),
    path("checkin/kept/", checkins.checkin_kept, name="checkin-kept"),
    path("checkin/worker.js", checkins.checkin_worker, name="checkin-worker"),
    path("checkin/<lesson:pk>/", checkins.checkin, name="checkin"),
    path("sitemap.xml", activity_papers.sitemap, name="sitemap"),
    path("news/", articles.articles, name="articles"),
    path("news/feed.atom", articles.articles_feed, name="articles-feed"),
    path("news/images/<picture:pk>/", articles.article_image, name="article-image"),
    path("news/<article:pk>/", articles.article, name="article"),
    path("unsubscribe/<str:token>/", messages.unsubscribe, name="unsubscribe"),
    path("n/<str:token>/", messages.message_link, name="message-link"),
    path("told/sms/<str:token>/", messages.sms_told, name="sms-told"),
    path("figures/", figures.overview, name="figures"),
    path("figures/<place:pk>/", figures.place, name="figures-place"),
    path("figures/<place:pk>/communes.csv", figures.download, name="figures-download"),
]
