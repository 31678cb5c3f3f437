"""Villages: made by rosters and officers below a commune, renamed, and assigned when their ward was cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record, record_bulk
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold, same_tone_marks
from hieuhoc.places.actions.locking import lock_map
from hieuhoc.places.authority import require
from hieuhoc.places.models import Ancestry, ChangeOrder, Place, PlaceSpell, Succession, Tier


@dataclass(frozen=True)
class NewVillage:
    """`kind` is data ("Thôn", "Buôn", "Tổ dân phố" …). `since` None = as long as the commune itself."""

    commune: int
    kind: str
    name: str
    code: str = ""
    since: date | None = None


def add_village(village: NewVillage, *, actor: Actor) -> Place:
    """Refused when the commune already has a village of that kind and name (read without marks)."""
    require(actor, "places.add_village", village.commune)
    with transaction.atomic():
        lock_map()
        place = Place.objects.create()
        spell = _spell(village, place, _open_communes([village])[village.commune])
        if _names_of([village.commune]).get(_key(spell)) is not None:
            raise Refusal(_("%(village)s đã có trong đơn vị này.") % {"village": spell}, code="name_taken")
        spell.save(force_insert=True)
        Ancestry.objects.rebuild([place.pk])
        record("places.add_village", actor=actor, subject_kind="place", subject_id=place.pk, place=village.commune)
    return place


def add_villages(villages: Sequence[NewVillage], *, actor: Actor) -> list[int]:
    """Ids in the order given; a village that exists already (kind and name, without marks) is found instead of made."""
    communes = {village.commune for village in villages}
    require(actor, "places.add_village", *sorted(communes))
    with transaction.atomic():
        lock_map()
        open_communes = _open_communes(villages)
        known = _names_of(communes)
        wanted = [_spell(village, None, open_communes[village.commune]) for village in villages]
        new = {_key(spell): spell for spell in wanted if _key(spell) not in known}
        places = Place.objects.bulk_create([Place() for _spell_ in new], batch_size=5000)
        for place, spell in zip(places, new.values(), strict=True):
            spell.place = place
            known[_key(spell)] = place.pk
        PlaceSpell.objects.bulk_create(new.values(), batch_size=5000)
        Ancestry.objects.rebuild([place.pk for place in places])
        if places:
            only = next(iter(communes)) if len(communes) == 1 else None
            record_bulk("places.add_village", actor=actor, subject_kind="place", place=only, rows_touched=len(places))
    return [known[_key(spell)] for spell in wanted]


@transaction.atomic
def rename_village(village: Place, *, name: str, kind: str, since: date, actor: Actor) -> None:
    """A new spell from that day; on the day the village began, a correction in place."""
    require(actor, "places.rename_village", village.pk)
    lock_map()
    spell = PlaceSpell.objects.filter(place=village, until__isnull=True, tier=Tier.VILLAGE).first()
    if spell is None or (spell.since is not None and spell.since > since):
        raise Refusal(
            _("Không đổi được tên: thôn, buôn này đã có thay đổi sau ngày đó hoặc không còn."), code="changed_since"
        )
    before = [spell.kind, spell.name]
    renamed = PlaceSpell(place=village, since=since, code=spell.code, kind=kind, tier=spell.tier, parent=spell.parent)
    renamed.name = same_tone_marks(name)
    renamed.folded_name = fold(name)
    if spell.since == since:
        renamed.pk, renamed.opened_by = spell.pk, spell.opened_by
    else:
        PlaceSpell.objects.filter(pk=spell.pk).update(until=since)
    renamed.save()
    Ancestry.objects.rebuild([village.pk])
    record(
        "places.rename_village",
        actor=actor,
        subject_kind="place",
        subject_id=village.pk,
        place=spell.parent_id,
        changes={"kind": [before[0], kind], "name": [before[1], renamed.name], "since": [None, since]},
    )


@transaction.atomic
def assign_village(village: Place, commune: Place, *, order: ChangeOrder, actor: Actor) -> None:
    """A village of a cut ward is found to lie in one of its successors, from the order's day on, as if it had said so.
    The people of the village are moved by the room that keeps them waiting (people), in the same transaction."""
    require(actor, "places.apply_change_order", village.pk)
    lock_map()
    day = order.takes_effect_on
    waiting = PlaceSpell.objects.filter(place=village, tier=Tier.VILLAGE, parent__isnull=True, opened_by=order)
    ward = (
        PlaceSpell.objects.filter(place=village, until=day, closed_by=order).values_list("parent_id", flat=True).first()
    )
    if not waiting.exists() or ward is None:
        raise Refusal(_("Thôn, buôn này không chờ phân về đơn vị mới theo lệnh thay đổi này."), code="not_waiting")
    if not Succession.objects.filter(order=order, predecessor=ward, successor=commune).exists():
        raise Refusal(_("Đơn vị được chọn không kế thừa đơn vị cũ của thôn, buôn này."), code="no_successor")
    waiting.update(parent=commune)
    Ancestry.objects.rebuild([village.pk])
    record(
        "places.assign_village",
        actor=actor,
        subject_kind="place",
        subject_id=village.pk,
        place=commune.pk,
        changes={"parent": [ward, commune.pk]},
    )


type NameKey = tuple[int, str, str]


def _key(spell: PlaceSpell) -> NameKey:
    return (spell.parent_id or 0, fold(spell.kind), spell.folded_name)


def _spell(village: NewVillage, place: Place | None, commune_since: date | None) -> PlaceSpell:
    since = max(filter(None, [village.since, commune_since]), default=None)
    return PlaceSpell(
        place=place,
        since=since,
        code=village.code,
        name=same_tone_marks(village.name),
        folded_name=fold(village.name),
        kind=village.kind,
        tier=Tier.VILLAGE,
        parent_id=village.commune,
    )


def _open_communes(villages: Sequence[NewVillage]) -> dict[int, date | None]:
    """Each commune's first day as a commune; refuses what is no commune today."""
    spells = PlaceSpell.objects.filter(place__in={village.commune for village in villages}, tier=Tier.COMMUNE)
    if {village.commune for village in villages} - set(
        spells.filter(until__isnull=True).values_list("place_id", flat=True)
    ):
        raise Refusal(_("Chỉ lập thôn, buôn, tổ dân phố trong một đơn vị cấp xã đang tồn tại."), code="not_a_commune")
    first: dict[int, date | None] = {}
    for place, since in spells.order_by("place", F("since").asc(nulls_first=True)).values_list("place_id", "since"):
        first.setdefault(place, since)
    return first


def _names_of(communes: set[int] | list[int]) -> dict[NameKey, int]:
    spells = PlaceSpell.objects.filter(parent__in=communes, tier=Tier.VILLAGE, until__isnull=True)
    return {_key(spell): spell.place_id for spell in spells}
