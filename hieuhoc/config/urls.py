"""All addresses: sign-in is allauth's, everything else belongs to the faces in web."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("hieuhoc.web.urls")),
]

handler500 = "hieuhoc.web.errors.server_error"
