"""Secrets of second factors: the seeds of codes on telephones and of recovery codes, sealed with the data keys.

allauth keeps them as text in the JSON of its table. A sealed one begins with a mark, so that one written in clear by an
older release still serves until it is sealed. Passkeys hold nothing secret.
"""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter

from hieuhoc.lib.crypto import decrypt, encrypt, needs_rotation

PURPOSE, MARK = "accounts.factor", "sealed:"
SECRETS, SECRET_LISTS = ("secret", "seed"), ("migrated_codes",)  # in Authenticator.data


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text)


def seal_text(text: str) -> str:
    return MARK + base64.b64encode(encrypt(text.encode(), purpose=PURPOSE)).decode()


def open_text(text: str) -> str:
    """Raises Unreadable."""
    return decrypt(_bytes(text), purpose=PURPOSE).decode() if text.startswith(MARK) else text


def sealed_anew(data: dict[str, Any]) -> dict[str, Any]:
    """The same data of a factor with every secret under the newest key; equal to `data` when nothing had to be done. Raises
    Unreadable."""
    anew = dict(data)
    for name in SECRETS:
        if name in data:
            anew[name] = _under_newest(data[name])
    for name in SECRET_LISTS:
        if name in data:
            anew[name] = [_under_newest(text) for text in data[name]]
    return anew


def _under_newest(text: str) -> str:
    if text.startswith(MARK) and not needs_rotation(_bytes(text)):
        return text
    return seal_text(open_text(text))


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.removeprefix(MARK))
