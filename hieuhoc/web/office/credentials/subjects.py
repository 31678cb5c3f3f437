"""Keys as histories name them."""

from collections.abc import Collection

from django.urls import reverse

from hieuhoc.credentials.models import SigningKey
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def keys(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("credentials.read_signing_keys"):
        return {}
    address = reverse("office:key-list")
    return {key.pk: NamedSubject(key.name, address) for key in SigningKey.objects.filter(pk__in=ids)}


SUBJECTS = {"signing_key": keys}
