"""Personal values of an audit entry: sealed under a key that only the person's secret and the root key give together."""

import json
from typing import Any

from hieuhoc.lib.crypto import open_private, seal_private_bytes


def seal_private(values: dict[str, Any], secret: bytes) -> bytes:
    return seal_private_bytes(json.dumps(values, default=str, ensure_ascii=False).encode(), bytes(secret))


def read_private(sealed: bytes | None, secret: bytes | None) -> dict[str, Any] | None:
    """The values, or None when the person's secret was destroyed (erasure) or nothing was sealed."""
    if not sealed or not secret:
        return None
    values: dict[str, Any] = json.loads(open_private(bytes(sealed), bytes(secret)))
    return values
