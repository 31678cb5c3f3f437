"""A credential in the forms it is handed out in: JSON with its proof, a JWT, a picture with it inside, files for a PDF."""

import json
import unicodedata
from functools import cache
from importlib import resources

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.credentials.keys import issuer, key_to_sign_with, signer_of
from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.rules import (
    LIST_LENGTH,
    Badge,
    Signer,
    badge_document,
    badge_lines,
    bake,
    signed_document,
    signed_token,
)
from hieuhoc.lib.errors import Refusal


def one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def badge_of(credential: Credential) -> Badge:
    return Badge(
        code=credential.code,
        position=credential.position,
        kind=credential.kind,
        holder=one_line(credential.holder),
        year=credential.year,
        number=one_line(credential.number),
        decided_on=credential.decided_on,
        decided_by=one_line(credential.decided_by),
    )


def as_json(credential: Credential) -> str:
    """With an `eddsa-rdfc-2022` proof, made now by the key in use. Raises Refusal when none is."""
    return signed_json(credential, signer_in_use())


def signed_json(credential: Credential, signer: Signer) -> str:
    badge, origin = badge_of(credential), issuer()
    document, lines = badge_document(badge, origin, LIST_LENGTH), badge_lines(badge, origin, LIST_LENGTH)
    return json.dumps(signed_document(document, lines, signer, created=timezone.now()), ensure_ascii=False)


def as_token(credential: Credential) -> str:
    """A VC-JWT, signed now. Raises Refusal when no key is in use."""
    return signed_token(
        badge_document(badge_of(credential), issuer(), LIST_LENGTH), signer_in_use(), issued=timezone.now()
    )


def as_picture(credential: Credential) -> bytes:
    """A PNG with the JSON baked into it."""
    return bake(picture(), as_json(credential))


@cache
def picture() -> bytes:
    return resources.files("hieuhoc.credentials").joinpath("data/badge.png").read_bytes()


def signer_in_use() -> Signer:
    key = key_to_sign_with()
    if key is None:
        raise Refusal(_("Nơi cấp chưa có khoá ký đang dùng."), remedy=_("Đặt khoá ký mới."), code="no_key")
    return signer_of(key)
