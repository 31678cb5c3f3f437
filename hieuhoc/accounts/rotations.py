"""Secrets of second factors, which stand inside the JSON of allauth's table."""

from allauth.mfa.models import Authenticator

from hieuhoc.accounts.factors import sealed_anew
from hieuhoc.audit.rotation import Rotation, Step
from hieuhoc.lib.crypto import Unreadable


class FactorSecrets:
    name = "second factors"

    def step(self, after: int, limit: int) -> Step:
        rows = Authenticator.objects.select_for_update().filter(pk__gt=after).order_by("pk")
        factors = list(rows[:limit])
        count, failed = 0, []
        for factor in factors:
            try:
                anew = sealed_anew(factor.data)
            except Unreadable:
                failed.append(f"second factor {factor.pk}")
                continue
            if anew != factor.data:
                factor.data = anew
                factor.save(update_fields=["data"])
                count += 1
        return Step(count, factors[-1].pk if len(factors) == limit else None, tuple(failed))


ROTATIONS: list[Rotation] = [FactorSecrets()]
