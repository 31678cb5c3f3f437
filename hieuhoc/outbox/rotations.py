"""What messages say, and the addresses of those to people without an account."""

from hieuhoc.audit.rotation import Rotation, SealedColumn
from hieuhoc.outbox.models import ADDRESS, BODY, DEVICE

ROTATIONS: list[Rotation] = [
    SealedColumn("outbox_message", "address", ADDRESS),
    SealedColumn("outbox_message", "sealed_body", BODY),
    SealedColumn("outbox_pushdevice", "sealed", DEVICE),
]
