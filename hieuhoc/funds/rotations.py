"""Addresses of donors who are no users, and the words of transfers."""

from hieuhoc.audit.rotation import Rotation, SealedColumn
from hieuhoc.funds.reads import WORDS
from hieuhoc.funds.thanking import EMAIL

ROTATIONS: list[Rotation] = [
    SealedColumn("funds_gift", "email", EMAIL),
    SealedColumn("funds_statementline", "words", WORDS),
]
