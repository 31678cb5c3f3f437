"""Numbers and contacts: encrypted with rotating keys, found through keyed blind indexes. One purpose per column."""

import json
from datetime import date

from hieuhoc.lib.crypto import blind_index, decrypt, encrypt
from hieuhoc.people.rules import Declared, Identity

NUMBER, PHONE, EMAIL, DECLARATION = "people.number", "people.phone", "people.email", "people.declaration"
SAID = "people.said"


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


def seal_said(said: Identity) -> bytes:
    """Name and birth as somebody said them."""
    birth = said.birth_date.isoformat() if said.birth_date else None
    return encrypt(json.dumps([said.name, birth, said.birth_year]).encode(), purpose=SAID)


def read_said(sealed: bytes | memoryview) -> Identity:
    name, birth, year = json.loads(decrypt(bytes(sealed), purpose=SAID))
    return Identity(name, date.fromisoformat(birth) if birth else None, year)
