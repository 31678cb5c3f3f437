"""Personal values of an audit entry: sealed under a key that only the person's secret and the root key give together."""

import json
from typing import Any

from hieuhoc.audit.models import CarriedKey
from hieuhoc.lib.crypto import carry_private_roots, decrypt, open_private, seal_private_bytes

CARRIED_KEY = "audit.carried_key"


def seal_private(values: dict[str, Any], secret: bytes) -> bytes:
    return seal_private_bytes(json.dumps(values, default=str, ensure_ascii=False).encode(), bytes(secret))


def read_private(sealed: bytes | None, secret: bytes | None) -> dict[str, Any] | None:
    """The values, or None when the person's secret was destroyed (erasure) or nothing was sealed."""
    if not sealed or not secret:
        return None
    values: dict[str, Any] = json.loads(open_private(bytes(sealed), bytes(secret)))
    return values


def carried_root(key_id: bytes) -> bytes | None:
    """What is kept of a root key that is no longer in the settings."""
    carried = CarriedKey.objects.filter(key_id=key_id.decode()).first()
    return decrypt(bytes(carried.sealed), purpose=CARRIED_KEY) if carried else None


carry_private_roots(carried_root)
