"""Area classes (remote, especially difficult, ethnic-minority) set the pass mark: each has a legal basis and dates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record, record_bulk
from hieuhoc.audit.models import EntryRow
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.authority import require
from hieuhoc.places.models import AreaClassSpell


@dataclass(frozen=True)
class NewAreaClass:
    place: int
    area_class: str
    since: date
    legal_basis: str
    until: date | None = None


@transaction.atomic
def set_area_class(new: NewAreaClass, *, actor: Actor) -> AreaClassSpell:
    """The class holds from `since`; an earlier open spell of it ends there. The same again changes nothing."""
    require(actor, "places.set_area_class", new.place)
    spell, is_changed = _set(new, _held([new])[new.place, new.area_class])
    if is_changed:
        record(
            "places.set_area_class",
            actor=actor,
            subject_kind="area_class",
            subject_id=spell.pk,
            place=new.place,
            changes={
                "area_class": [None, new.area_class],
                "since": [None, new.since],
                "legal_basis": [None, new.legal_basis],
            },
        )
    return spell


@transaction.atomic
def set_area_classes(rows: Sequence[NewAreaClass], *, actor: Actor) -> list[AreaClassSpell]:
    """The bulk deed of the sheet: the same rule per row, one entry for the batch and one per row changed."""
    require(actor, "places.set_area_class", *sorted({row.place for row in rows}))
    held = _held(rows)
    done = [_set(row, held[row.place, row.area_class]) for row in rows]
    changed = [spell for spell, is_changed in done if is_changed]
    if changed:
        entry = record_bulk("places.set_area_class", actor=actor, subject_kind="area_class", rows_touched=len(changed))
        EntryRow.objects.bulk_create(
            EntryRow(entry=entry, subject_kind="area_class", subject_id=spell.pk, is_new=True) for spell in changed
        )
    return [spell for spell, _is_changed in done]


@transaction.atomic
def end_area_class(spell: AreaClassSpell, *, until: date, actor: Actor) -> None:
    require(actor, "places.set_area_class", spell.place_id)
    spell = AreaClassSpell.objects.select_for_update().get(pk=spell.pk)
    if until <= spell.since:
        raise Refusal(_("Ngày hết hiệu lực phải sau ngày bắt đầu."), code="until_before_since")
    before, spell.until = spell.until, until
    spell.save(update_fields=["until"])
    record(
        "places.set_area_class",
        actor=actor,
        subject_kind="area_class",
        subject_id=spell.pk,
        place=spell.place_id,
        changes={"until": [before, until]},
    )


type Held = dict[tuple[int, str], list[AreaClassSpell]]


def _held(rows: Iterable[NewAreaClass]) -> Held:
    held: Held = defaultdict(list)
    for spell in (
        AreaClassSpell.objects.select_for_update().filter(place__in={row.place for row in rows}).order_by("since")
    ):
        held[spell.place_id, spell.area_class].append(spell)
    return held


def _set(new: NewAreaClass, held: list[AreaClassSpell]) -> tuple[AreaClassSpell, bool]:
    if new.until is not None and new.until <= new.since:
        raise Refusal(_("Ngày hết hiệu lực phải sau ngày bắt đầu."), code="until_before_since")
    for spell in held:
        if (spell.since, spell.until, spell.legal_basis) == (new.since, new.until, new.legal_basis):
            return spell, False
        if spell.since >= new.since and (new.until is None or spell.since < new.until):
            raise Refusal(
                _("Đã có phân loại khu vực trùng thời gian từ ngày %(day)s.")
                % {"day": spell.since.strftime("%d/%m/%Y")},
                code="overlaps",
            )
    for spell in held:
        if spell.since < new.since and (spell.until is None or spell.until > new.since):
            spell.until = new.since
            spell.save(update_fields=["until"])
    new_spell = AreaClassSpell.objects.create(
        place_id=new.place, area_class=new.area_class, since=new.since, until=new.until, legal_basis=new.legal_basis
    )
    held.append(new_spell)
    return new_spell, True
