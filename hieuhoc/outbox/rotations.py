"""Addresses of messages to people without an account."""

from hieuhoc.audit.rotation import Rotation, SealedColumn
from hieuhoc.outbox.actions import ADDRESS

ROTATIONS: list[Rotation] = [SealedColumn("outbox_message", "address", ADDRESS)]
