"""The three faces, the health check, and the pages that say no."""

from django.conf import settings
from django.urls import include, path

from hieuhoc.web.health import health
from hieuhoc.web.ids import carry_ids
from hieuhoc.web.inbox import inbox, inbox_message, inbox_read
from hieuhoc.web.language import choose_language
from hieuhoc.web.own_account import end_sessions, own_sessions
from hieuhoc.web.single_sign_on import came_back
from hieuhoc.web.start import start
from hieuhoc.web.ui import style_page
from hieuhoc.web.wishes import push_device, wishes

carry_ids("message")

urlpatterns = [
    path("health", health, name="health"),
    path("start", start, name="start"),
    path("language", choose_language, name="language"),
    path("account/messages/", inbox, name="inbox"),
    path("account/messages/read/", inbox_read, name="inbox-read"),
    path("account/messages/<message:pk>/", inbox_message, name="inbox-message"),
    path("account/wishes/", wishes, name="wishes"),
    path("account/push/", push_device, name="push-device"),
    path("account/sessions/", own_sessions, name="own-sessions"),
    path("account/sessions/end/", end_sessions, name="own-sessions-end"),
    path("account/oidc/<str:provider_id>/login/callback/", came_back),
    path("", include("hieuhoc.web.public.urls")),
    path("me/", include("hieuhoc.web.citizen.urls")),
    path("office/", include("hieuhoc.web.office.urls")),
    *([path("office/ui/", include(style_page.urlpatterns))] if settings.DEBUG or settings.DEMO else []),
]
