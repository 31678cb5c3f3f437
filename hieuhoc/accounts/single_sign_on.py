"""Single sign-on by OpenID Connect, stricter than allauth: the identity token is always asked for and its signature checked.

The standard lets a client skip the signature when the token came straight from the provider over TLS. Inside a
government network TLS often ends at a proxy, so the signature is what we go by.
"""

from typing import Any

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest


class VerifyingAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> Any:
        """Raises OAuth2Error: no identity token, wrong signature, issuer, audience or time, or facts about somebody else."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("the provider sent no identity token")
        # What allauth reads to decide whether the signature may be skipped.
        self.did_fetch_access_token = False
        login = super().complete_login(request, app, token, **kwargs)
        facts = login.account.extra_data
        if facts.get("userinfo", facts["id_token"])["sub"] != facts["id_token"]["sub"]:
            raise OAuth2Error("the provider described somebody else")
        # A provider may tell birth dates and identity numbers: only the name and the mail address are taken over, once.
        login.account.extra_data = {"sub": facts["id_token"]["sub"]}
        login.email_addresses = []
        return login
