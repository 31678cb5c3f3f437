"""Web Push: what an account is told shows on its telephone or computer while the browser is closed (RFC 8030, 8291, 8292)."""

import base64
import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from hieuhoc.lib.crypto import blind_index, decrypt, encrypt
from hieuhoc.lib.later import when_used
from hieuhoc.outbox.models import DEVICE, PushDevice
from hieuhoc.outbox.rules import TAKEN, Handed

if TYPE_CHECKING:
    import pywebpush
else:
    pywebpush = when_used("pywebpush")

KEEPS = 3 * 24 * 60 * 60  # seconds a push service holds it for a telephone without signal
GONE = {404, 410}  # the browser has ended its subscription
TIMEOUT = 20


def public_key() -> str:
    """What a browser subscribes with: the uncompressed point, base64url."""
    number = int.from_bytes(_private())
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return _base64(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def keep_device(user_id: int, subscription: Mapping[str, Any]) -> PushDevice:
    """One browser, one account: the last that subscribed there. Raises ValueError for what no browser gives."""
    endpoint, keys = subscription.get("endpoint"), subscription.get("keys")
    if not isinstance(endpoint, str) or urlsplit(endpoint).scheme not in _schemes() or not isinstance(keys, dict):
        raise ValueError("no subscription")
    kept = {"endpoint": endpoint[:1_000], "keys": {name: str(keys[name])[:200] for name in ("p256dh", "auth")}}
    values = {"user_id": user_id, "sealed": encrypt(json.dumps(kept).encode(), purpose=DEVICE)}
    device, _is_new = PushDevice.objects.update_or_create(endpoint_index=_index(endpoint), defaults=values)
    return device


def drop_device(user_id: int, endpoint: str) -> int:
    return PushDevice.objects.filter(user=user_id, endpoint_index=_index(endpoint)).delete()[0]


def send_push(user_id: int | None, *, title: str, text: str, key: str, link: str = "") -> Handed:
    """To the browser that subscribed last; where it has gone, to the one before. A second one under the same key would take
    the place of the first."""
    handed = Handed("no device", is_final=True)
    for device in PushDevice.objects.filter(user=user_id).order_by("-pk"):
        handed = _send(device, {"title": title, "body": text, "tag": key, "url": link})
        if not (handed.is_final and handed.error == "gone"):
            return handed
        device.delete()
    return handed


def _send(device: PushDevice, shown: dict[str, str]) -> Handed:
    subscription = json.loads(decrypt(bytes(device.sealed), purpose=DEVICE))
    try:
        pywebpush.webpush(
            subscription,
            json.dumps(shown),
            vapid_private_key=_base64(_private()),
            vapid_claims={"sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}"},  # a fresh one for each: it is written into
            ttl=KEEPS,
            headers={"Topic": _topic(shown["tag"]), "Urgency": "normal"},
            timeout=TIMEOUT,
        )
    except pywebpush.WebPushException as error:
        status = error.response.status_code if error.response is not None else 0
        if status in GONE:
            return Handed("gone", is_final=True)
        return Handed(f"push {status}", is_final=status in {400, 413}, is_unsure=status >= 500)
    except OSError as error:  # of the connection; requests' own errors are some too
        return Handed(type(error).__name__, is_unsure=not isinstance(error, ConnectionError))
    return TAKEN


def _topic(key: str) -> str:
    """At most 32 letters of base64url (RFC 8030, 5.4): a service that still holds the earlier one replaces it."""
    return _base64(blake2b(key.encode(), digest_size=20).digest())


def _index(endpoint: str) -> bytes:
    return blind_index(endpoint, purpose=DEVICE)


def _private() -> bytes:
    """32 bytes: the private number on P-256."""
    return base64.urlsafe_b64decode(settings.VAPID_KEY + "=" * (-len(settings.VAPID_KEY) % 4))


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _schemes() -> set[str]:
    return {"https", "http"} if settings.PUSH_INSECURE else {"https"}
