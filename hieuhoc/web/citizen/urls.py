"""The citizen face: what belongs to the person behind the sign-in, and nothing else."""

from django.urls import path

from hieuhoc.web.citizen import learning, pages
from hieuhoc.web.ids import carry_ids

carry_ids("activity", "dossier", "title")

app_name = "citizen"
urlpatterns = [
    path("", pages.home, name="home"),
    path("link/", pages.link, name="link"),
    path("link/undo/", pages.unlink, name="unlink"),
    path("dossiers/<dossier:pk>/", pages.dossier, name="dossier"),
    path("certificates/<title:pk>.pdf", pages.certificate, name="certificate"),
    path("learning/", learning.learning, name="learning"),
    path("learning/wish/", learning.wish, name="wish"),
    path("learning/<activity:pk>/", learning.activity, name="activity"),
    path("readings/", pages.readings, name="readings"),
]
