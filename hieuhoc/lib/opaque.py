"""Words for the outside: ids that tell nothing, and codes people read aloud from a certificate."""

import base64
import secrets
from collections.abc import Sequence
from functools import cache, lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from hieuhoc.lib.keyring import Unreadable, derived_key, keyring

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
CODE_LENGTH = 12


@cache
def _cipher(index_key: bytes, kind: str) -> Cipher[ECB]:
    # One block is a random-looking permutation; ECB is only unsafe from the second block on.
    return Cipher(AES(derived_key(index_key, "opaque." + kind)), ECB())


def public_id(kind: str, row_id: int) -> str:
    """22 characters, always the same for one row; the eight zero bytes are the check that it is ours and of this
    kind."""
    return _public_id(keyring().index_key, kind, row_id)


@lru_cache(maxsize=20_000)
def _public_id(index_key: bytes, kind: str, row_id: int) -> str:
    """A list offers the same hundred places again and again."""
    step = _cipher(index_key, kind).encryptor()
    return _token(step.update(bytes(8) + row_id.to_bytes(8)) + step.finalize())


def public_ids(kind: str, row_ids: Sequence[int]) -> list[str]:
    """`public_id` of many rows at once, as long lists need them."""
    step = _cipher(keyring().index_key, kind).encryptor()
    blocks = step.update(b"".join(bytes(8) + row_id.to_bytes(8) for row_id in row_ids)) + step.finalize()
    return [_token(blocks[start : start + 16]) for start in range(0, len(blocks), 16)]


def _token(block: bytes) -> str:
    return base64.urlsafe_b64encode(block).rstrip(b"=").decode()


def read_public_id(kind: str, token: str) -> int:
    """Raises Unreadable for anything we did not give out for this kind."""
    try:
        block = base64.b64decode(token + "==", altchars=b"-_", validate=True)
    except ValueError:
        raise Unreadable("not an id") from None
    if len(token) != 22 or len(block) != 16:
        raise Unreadable("not an id")
    step = _cipher(keyring().index_key, kind).decryptor()
    plain = step.update(block) + step.finalize()
    if any(plain[:8]):
        raise Unreadable("not an id of this kind")
    return int.from_bytes(plain[8:])


def _check_character(body: str) -> str:
    """A weighted sum in GF(32): finds every single wrong character and every swap of two."""
    total = 0
    for character in body:
        total = (total ^ ALPHABET.index(character)) << 1
        if total & 32:
            total ^= 0b100101
    return ALPHABET[total]


def make_public_code() -> str:
    """11 random characters (55 bits) and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))
    return body + _check_character(body)


def read_public_code(text: str) -> str | None:
    """The code as stored, from what somebody typed (small letters, spaces, dashes, O for 0, I or L for 1); None when
    it cannot be one."""
    code = text.strip().upper().translate(MISREAD)
    if len(code) != CODE_LENGTH or any(character not in ALPHABET for character in code):
        return None
    return code if _check_character(code[:-1]) == code[-1] else None


def show_public_code(code: str) -> str:
    """In groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
