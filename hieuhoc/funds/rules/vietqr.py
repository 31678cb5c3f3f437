"""The payment code of a bank transfer (VietQR): EMVCo merchant-presented QR, tag-length-value with a checksum.

Source: EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1 (tags 00, 01, 38, 53, 54, 58, 62, 63; CRC of
ISO/IEC 13239, polynomial 1021, first value FFFF); Napas, QR code of transfers (AID A000000727, service QRIBFTTA).
"""

import binascii
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "banks.toml"
AID, TO_ACCOUNT = "A000000727", "QRIBFTTA"
DONG, VIETNAM = "704", "VN"  # ISO 4217, ISO 3166
MOST_LETTERS = 99  # of one value


@dataclass(frozen=True)
class BankName:
    """`bin`: the six digits Napas knows the bank by."""

    bin: str
    short: str
    name: str


@cache
def banks() -> tuple[BankName, ...]:
    return tuple(BankName(**entry) for entry in tomllib.loads(FILE.read_text("utf-8"))["bank"])


def bank_of(bank_bin: str) -> BankName | None:
    return next((bank for bank in banks() if bank.bin == bank_bin), None)


def payment_code(bank_bin: str, account: str, *, amount: int | None = None, words: str = "") -> str:
    """What the QR code says. `words`: what the transfer will say of itself, letters without marks. Raises ValueError for what no
    code can hold."""
    to_whom = _field("00", bank_bin) + _field("01", account)
    parts = [
        _field("00", "01"),
        _field("01", "12" if amount else "11"),
        _field("38", _field("00", AID) + _field("01", to_whom) + _field("02", TO_ACCOUNT)),
        _field("53", DONG),
        _field("54", str(amount)) if amount else "",
        _field("58", VIETNAM),
        _field("62", _field("08", words)) if words else "",
        "6304",
    ]
    said = "".join(parts)
    return f"{said}{binascii.crc_hqx(said.encode('ascii'), 0xFFFF):04X}"


def _field(tag: str, value: str) -> str:
    if not value.isascii() or not 0 < len(value) <= MOST_LETTERS:
        raise ValueError(f"field {tag} cannot hold {len(value)} letters")
    return f"{tag}{len(value):02d}{value}"
