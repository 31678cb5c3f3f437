"""What holds of messages whatever carries them. Pure."""

import re
from dataclasses import dataclass
from datetime import time

# The basic alphabet of GSM 03.38; a letter outside it makes the whole message one of 16-bit letters. Those behind an escape
# count twice.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = frozenset("^{}\\[~]|€")
# The channels that leave the application.
OUTWARD = ("push", "mail", "sms")


@dataclass(frozen=True)
class Handed:
    """What came of handing a message over. `error` empty: it was taken. `is_final`: trying again is of no use. `is_unsure`:
    nobody can say whether it was taken."""

    error: str = ""
    is_final: bool = False
    is_unsure: bool = False


TAKEN = Handed()
# What says that nothing will ever reach an address: no such mailbox, or it is closed (RFC 3463: 5.1.*, 5.2.1); no such number. A
# full mailbox, a policy, a server that is down say nothing of it.
LOST = {"mail": r"returned 5\.(1\.\d+|2\.1|0\.0)|SMTPRecipientsRefused", "sms": r"esms 108|no telephone"}


def is_lost(channel: str, error: str) -> bool:
    """Whether an address that gave this error for good is written to no more."""
    return channel in LOST and re.fullmatch(LOST[channel], error) is not None


def is_quiet(now: time, hours: tuple[int, int] | None) -> bool:
    """Whether people sleep: `hours` = (first, end) of the clock, over midnight too; None: never."""
    if hours is None or hours[0] == hours[1]:
        return False
    first, end = hours
    return first <= now.hour < end if first < end else now.hour >= first or now.hour < end


def sms_parts(text: str) -> int:
    """How many messages a telephone is charged for: 160 letters of the basic alphabet or 70 others, a little less each when
    there are several (3GPP TS 23.040, 9.2.3.24)."""
    if all(letter in GSM or letter in ESCAPED for letter in text):
        length, whole, part = len(text) + sum(letter in ESCAPED for letter in text), 160, 153
    else:
        length, whole, part = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= whole else -(-length // part)


def plain_phone(phone: str) -> str:
    """0905123456, also of +84 905 123 456; "" for what no telephone in Vietnam can be."""
    digits = "".join(letter for letter in phone if letter.isdecimal())
    if digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits[2:]
    return digits if len(digits) == 10 and digits.startswith("0") else ""
