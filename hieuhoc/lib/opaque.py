"""Public ids: a row's number as 26 letters that say nothing, made by one AES block (a permutation, so no column is needed)."""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from hieuhoc.lib.crypto import derive_key

CHECK = bytes(8)


@lru_cache(maxsize=64)
def _block(kind: str) -> Cipher[modes.ECB]:
    # One block per id and a key per kind: ECB is the bare permutation here, not a mode for messages.
    return Cipher(algorithms.AES(derive_key(settings.INDEX_KEY.encode(), f"public id:{kind}")), modes.ECB())


def public_id(kind: str, number: int) -> str:
    encryptor = _block(kind).encryptor()
    token = encryptor.update(number.to_bytes(8) + CHECK) + encryptor.finalize()
    return base64.b32encode(token).decode().rstrip("=").lower()


def read_public_id(kind: str, token: str) -> int | None:
    """None for anything that was not made by `public_id` with the same kind."""
    try:
        block = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except ValueError:
        return None
    if len(block) != 16:
        return None
    decryptor = _block(kind).decryptor()
    plain = decryptor.update(block) + decryptor.finalize()
    return int.from_bytes(plain[:8]) if plain[8:] == CHECK else None
