"""What a QR code on paper says: the link, and behind its # a short signed text that a page checks without a network.

The text is base64url of `body + signature`. Body, numbers big-endian: 1 format (1), 4 tag of the key, 4 signed at (seconds
since 1970), 4 position in the status lists, 1 kind, 2 year, 2 day of the decision (days since 2000-01-01), 1 flags (1:
the holder's name was too long and is cut, 2: the number), 1 length of the number, the number, the holder's name to the
end. Signed (Ed25519) is HEAD, the origin, a line feed, the code, a line feed, the body: nothing of it fits another paper.
"""

from datetime import date, datetime

from hieuhoc.credentials.rules.badge import ACHIEVEMENTS, Badge
from hieuhoc.credentials.rules.encoding import base64url, key_tag
from hieuhoc.credentials.rules.issuer import Issuer
from hieuhoc.credentials.rules.proofs import Signer

MOST_LETTERS = 300  # of the whole text in the code
FORMAT = 1
HEAD = b"hieuhoc paper 1\n"
KINDS = tuple(ACHIEVEMENTS)
EPOCH = date(2000, 1, 1)
SIGNATURE, FIXED, MOST_NUMBER = 64, 20, 40
NAME_CUT, NUMBER_CUT = 1, 2


def paper_link(issuer: Issuer, code: str) -> str:
    return f"{issuer.origin}/verify/{code}"


def paper_text(badge: Badge, issuer: Issuer, signer: Signer, *, signed: datetime) -> str:
    """What stands behind the # of the link; "" where the address is so long that nothing fits."""
    letters = MOST_LETTERS - len(paper_link(issuer, badge.code)) - 1
    room = letters * 3 // 4 - SIGNATURE - FIXED
    number = cut(badge.number, min(MOST_NUMBER, room // 2))
    holder = cut(badge.holder, room - len(number.encode()))
    if room < FIXED or not holder:
        return ""
    flags = NAME_CUT * (holder != badge.holder) | NUMBER_CUT * (number != badge.number)
    body = b"".join(
        (
            bytes([FORMAT]),
            key_tag(signer.public),
            int(signed.timestamp()).to_bytes(4),
            badge.position.to_bytes(4),
            bytes([KINDS.index(badge.kind)]),
            badge.year.to_bytes(2),
            (badge.decided_on - EPOCH).days.to_bytes(2),
            bytes([flags, len(number.encode())]),
            number.encode(),
            holder.encode(),
        )
    )
    return base64url(body + signer.sign(covered(issuer.origin, badge.code, body)))


def covered(origin: str, code: str, body: bytes) -> bytes:
    return HEAD + f"{origin}\n{code}\n".encode() + body


def cut(text: str, room: int) -> str:
    """At most `room` bytes of UTF-8, whole characters."""
    return text.encode()[: max(room, 0)].decode(errors="ignore")
