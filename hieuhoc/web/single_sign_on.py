"""Where the provincial sign-on sends people back to: allauth's view, with our stricter reading of the answer."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse

from hieuhoc.accounts.single_sign_on import VerifyingAdapter
from hieuhoc.web.guards import public


@public
def came_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(VerifyingAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
