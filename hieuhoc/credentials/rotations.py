"""The private halves of signing keys, under a new root key."""

from hieuhoc.audit.rotation import Rotation, Step
from hieuhoc.credentials.keys import PURPOSE
from hieuhoc.credentials.models import SigningKey
from hieuhoc.lib.crypto import Unreadable, decrypt, encrypt, needs_rotation


class SigningKeys:
    name = "signing keys"

    def step(self, after: int, limit: int) -> Step:
        """Those that ended have nothing sealed any more."""
        rows = SigningKey.objects.select_for_update().filter(pk__gt=after, until__isnull=True).order_by("pk")
        keys = list(rows[:limit])
        count, failed = 0, []
        for key in keys:
            try:
                if needs_rotation(bytes(key.sealed_key)):
                    key.sealed_key = encrypt(decrypt(bytes(key.sealed_key), purpose=PURPOSE), purpose=PURPOSE)
                    key.save(update_fields=["sealed_key"])
                    count += 1
            except Unreadable:
                failed.append(f"signing key {key.number}")
        return Step(count, keys[-1].pk if len(keys) == limit else None, tuple(failed))


ROTATIONS: list[Rotation] = [SigningKeys()]
