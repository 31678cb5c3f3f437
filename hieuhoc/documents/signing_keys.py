"""The certificates an installation signs papers with: a TOML file that HIEUHOC_SIGNING_KEYS names, one entry for each issuer.

    [[key]]
    issuer = "Ủy ban nhân dân xã Cư Né"      # as decisions name it
    pkcs12 = "/srv/keys/cu-ne.p12"
    passphrase_file = "/srv/keys/cu-ne.pass"

    [[key]]
    issuer = "Ủy ban nhân dân tỉnh Đắk Lắk"
    pkcs11_module = "/usr/lib/softhsm/libsofthsm2.so"
    token = "hieuhoc"                         # label of the token
    pin_file = "/srv/keys/token.pin"
    certificate = "ubnd"                      # label of certificate and key on it

Nothing of a key is in the database; the private key of a token never leaves it.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from hieuhoc.documents.reads import issuer_key
from hieuhoc.lib.errors import Refusal


@dataclass(frozen=True)
class OrganKey:
    """Either `pkcs12` with its passphrase, or `pkcs11_module` with token, PIN and label."""

    issuer: str
    pkcs12: str = ""
    passphrase_file: str = ""
    pkcs11_module: str = ""
    token: str = ""
    pin_file: str = ""
    certificate: str = ""


def signing_keys() -> list[OrganKey]:
    """Raises OSError, ValueError or TypeError for a file that is not there or says something else."""
    if not settings.SIGNING_KEYS:
        return []
    told = tomllib.loads(Path(settings.SIGNING_KEYS).read_text(encoding="utf-8"))
    return [OrganKey(**entry) for entry in told.get("key", [])]


def has_signing_key(issuer: str) -> bool:
    try:
        return _of(issuer) is not None
    except (OSError, ValueError, TypeError):
        return False


def signing_key_of(issuer: str) -> OrganKey:
    try:
        key = _of(issuer)
    except (OSError, ValueError, TypeError):
        raise Refusal(
            _("Danh mục chứng thư ký số trên máy chủ không đọc được."),
            remedy=_("Báo người vận hành xem HIEUHOC_SIGNING_KEYS."),
            code="keys_unreadable",
        ) from None
    if key is None:
        raise Refusal(
            _("Máy chủ chưa có chứng thư ký số của %(issuer)s.") % {"issuer": issuer},
            remedy=_("Ký ở nơi khác rồi gắn tệp đã ký, hoặc báo người vận hành."),
            code="no_signing_key",
        )
    return key


def _of(issuer: str) -> OrganKey | None:
    wanted = issuer_key(issuer)
    return next((key for key in signing_keys() if issuer_key(key.issuer) == wanted), None)
