"""Numbers and contacts: encrypted with rotating keys, found through keyed blind indexes. One purpose per column."""

from hieuhoc.lib.crypto import blind_index, decrypt, encrypt
from hieuhoc.people.rules import Declared

NUMBER, PHONE, EMAIL, DECLARATION = "people.number", "people.phone", "people.email", "people.declaration"


def seal(text: str | None, purpose: str) -> bytes | None:
    return encrypt(text.encode(), purpose=purpose) if text else None


def read(sealed: bytes | memoryview | None, purpose: str) -> str:
    return decrypt(bytes(sealed), purpose=purpose).decode() if sealed else ""


def number_index(number: str) -> bytes:
    """`number`: rules.clean_number."""
    return blind_index(number, purpose=NUMBER)


def phone_index(phone: str) -> bytes:
    return blind_index(phone, purpose=PHONE)


def declaration_index(declared: Declared) -> bytes:
    return blind_index(declared.words, purpose=DECLARATION)
