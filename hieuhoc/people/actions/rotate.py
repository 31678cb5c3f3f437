"""Whatever is sealed under an older root key, sealed anew under the newest: what rooms contribute (audit/rotation.py)."""

from django.db import transaction

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_bulk
from hieuhoc.audit.rotation import Rotation, Step
from hieuhoc.lib.keyring import keyring


@transaction.atomic
def rotate_keys(rotation: Rotation, *, after: int, limit: int, actor: User | None) -> Step:
    """One step of one kind of sealed things: the next `limit` of them with an id beyond `after`."""
    require(actor, "people.rotate_keys")
    step = rotation.step(after, limit)
    if step.count:
        record_bulk(
            "people.rotate_keys",
            actor=actor,
            subject_kind="key",
            rows_touched=step.count,
            changes={"sealed": [None, rotation.name], "key": [None, keyring().writing.decode()]},
        )
    return step
