"""Which models of a kind are meant by a commune and, it may be, a code or name."""

from collections.abc import Sequence

from hieuhoc.collectives.actions.registering import ModelBody
from hieuhoc.collectives.models import ModelKind
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Group, UnitSpell, WorkUnit
from hieuhoc.places.models import Place, PlaceSpell, Tier


def models_there(scope: Scope, kind: str, commune: int, code: str) -> Sequence[ModelBody]:
    """`code` "": all of that kind there."""
    wanted = " ".join(code.split())
    under = Place.objects.under(commune, scope.on).values("pk")
    match kind:
        case ModelKind.COMMUNE:
            return list(Place.objects.filter(pk=commune))
        case ModelKind.COMMUNITY:
            spells = PlaceSpell.objects.under(commune, scope.on).filter(tier=Tier.VILLAGE)
            named = [spell for spell in spells if not wanted or fold(wanted) in {fold(spell.name), fold(str(spell))}]
            return list(Place.objects.filter(pk__in=[spell.place_id for spell in named]).order_by("pk"))
        case ModelKind.UNIT:
            seated = UnitSpell.objects.filter(place__in=under, until__isnull=True).values("unit")
            units = WorkUnit.objects.within(scope).filter(pk__in=seated).order_by("pk")
            return list(units.filter(code__iexact=wanted) if wanted else units)
        case _:
            groups = Group.objects.within(scope).filter(kind=kind, place__in=under).order_by("pk")
            return list(groups.filter(code__iexact=wanted) if wanted else groups.open())
