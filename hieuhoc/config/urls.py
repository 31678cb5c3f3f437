"""All addresses: sign-in is allauth's, everything else belongs to the faces in web."""

from django.urls import include, path

urlpatterns = [
    # First ours: where single sign-on comes back to (web.single_sign_on) stands before allauth's view of that address.
    path("", include("hieuhoc.web.urls")),
    path("account/", include("allauth.urls")),
]

handler400 = "hieuhoc.web.errors.bad_request"
handler500 = "hieuhoc.web.errors.server_error"
