"""Personal values in the history stay as they were written, or the seal of the journals would break: what opens them is
carried on, sealed under the newest key."""

from hieuhoc.audit.models import CarriedKey
from hieuhoc.audit.private import CARRIED_KEY
from hieuhoc.audit.rotation import Rotation, SealedColumn, Step
from hieuhoc.lib.crypto import encrypt, private_root
from hieuhoc.lib.keyring import keyring


class HistoryKeys:
    name = "history"

    def step(self, after: int, limit: int) -> Step:
        """Of each older key the part that opens values of the history, unless it is carried already."""
        ring = keyring()
        older = {key_id.decode() for key_id, _root in ring.roots if key_id != ring.writing}
        missing = sorted(older - set(CarriedKey.objects.values_list("key_id", flat=True)))
        CarriedKey.objects.bulk_create(
            CarriedKey(key_id=key_id, sealed=encrypt(private_root(ring, key_id.encode()), purpose=CARRIED_KEY))
            for key_id in missing
        )
        return Step(len(missing))


ROTATIONS: list[Rotation] = [HistoryKeys(), SealedColumn("audit_carriedkey", "sealed", CARRIED_KEY)]
