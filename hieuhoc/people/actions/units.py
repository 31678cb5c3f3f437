"""Work units and branches of the association: who they are stays, where they sit and at which level are spells."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.indicators.actions import map_changed
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold, nfc
from hieuhoc.people.counting import recount
from hieuhoc.people.models import AssociationBranch, BranchSpell, UnitSpell, WorkUnit
from hieuhoc.places.models import ChangeOrder, Place, Succession


@dataclass(frozen=True)
class NewUnit:
    """`since` None = not known, always before."""

    code: str
    name: str
    place: Place
    level: str
    kind: str
    since: date | None = None


@transaction.atomic
def add_unit(new: NewUnit, *, actor: User | None) -> WorkUnit:
    require(actor, "people.add_unit", new.place)
    name, code = _words(new.name, new.code)
    unit, is_new = WorkUnit.objects.get_or_create(code=code, defaults={"name": name, "folded_name": fold(name)})
    if not is_new:
        raise Refusal(_("Đã có đơn vị mang mã {code}.").format(code=code), code="code_taken")
    level, kind = UnitSpell.Level(new.level), UnitSpell.Kind(new.kind)
    UnitSpell.objects.create(unit=unit, place=new.place, level=level, kind=kind, since=new.since)
    _record("people.add_unit", "unit", unit.pk, new.place.pk, actor, {"name": [None, name], "code": [None, code]})
    return unit


@transaction.atomic
def change_unit(
    unit: WorkUnit,
    *,
    since: date,
    name: str | None = None,
    place: Place | None = None,
    level: str | None = None,
    kind: str | None = None,
    actor: User | None,
) -> UnitSpell:
    """Another seat, level or kind from that day; a name is corrected for all time."""
    require(actor, "people.change_unit", unit)
    if place is not None:
        require(actor, "people.change_unit", place)
    unit = WorkUnit.objects.select_for_update().get(pk=unit.pk)
    spell = _open_spell(unit.spells.all())
    before = {"name": unit.name, "place": spell.place_id, "level": spell.level, "kind": spell.kind}
    _rename(unit, name)
    recount([spell.place_id], since)
    values = {"place": place, "level": level, "kind": kind}
    changed = _change_from(spell, since, {key: value for key, value in values.items() if value is not None})
    after = {"name": unit.name, "place": changed.place_id, "level": changed.level, "kind": changed.kind}
    changes = {key: [old, after[key]] for key, old in before.items() if old != after[key]}
    _record("people.change_unit", "unit", unit.pk, changed.place_id, actor, {"since": [None, since], **changes})
    recount([changed.place_id], since)
    _tell_of_a_cut_seat(spell.place_id, changed.place_id)
    return changed


@transaction.atomic
def add_branch(
    code: str, name: str, place: Place, *, since: date | None = None, actor: User | None
) -> AssociationBranch:
    require(actor, "people.add_branch", place)
    name, code = _words(name, code)
    branch, is_new = AssociationBranch.objects.get_or_create(
        code=code, defaults={"name": name, "folded_name": fold(name)}
    )
    if not is_new:
        raise Refusal(_("Đã có tổ chức Hội mang mã {code}.").format(code=code), code="code_taken")
    BranchSpell.objects.create(branch=branch, place=place, since=since)
    _record("people.add_branch", "branch", branch.pk, place.pk, actor, {"name": [None, name], "code": [None, code]})
    return branch


@transaction.atomic
def change_branch(
    branch: AssociationBranch,
    *,
    since: date,
    name: str | None = None,
    place: Place | None = None,
    actor: User | None,
) -> BranchSpell:
    require(actor, "people.change_branch", branch)
    if place is not None:
        require(actor, "people.change_branch", place)
    branch = AssociationBranch.objects.select_for_update().get(pk=branch.pk)
    _rename(branch, name)
    spell = _open_spell(branch.spells.all())
    before = spell.place_id
    recount([before], since)
    changed = _change_from(spell, since, {"place": place} if place is not None else {})
    changes = {"since": [None, since], "place": [before, changed.place_id], "name": [None, name]}
    _record("people.change_branch", "branch", branch.pk, changed.place_id, actor, changes)
    recount([changed.place_id], since)
    _tell_of_a_cut_seat(before, changed.place_id)
    return changed


def _tell_of_a_cut_seat(old: int, new: int) -> None:
    """A seat that leaves a ward that was cut says where all who counted there stand on the map of since."""
    cuts = Succession.objects.filter(predecessor=old, is_whole=False, order__status=ChangeOrder.Status.APPLIED)
    day = cuts.order_by("order__takes_effect_on").values_list("order__takes_effect_on", flat=True).first()
    if old != new and day is not None:
        map_changed({old, new}, day)


def _words(name: str, code: str) -> tuple[str, str]:
    if not nfc(name) or not nfc(code):
        raise Refusal(_("Nhập tên và mã."), code="words_missing")
    return nfc(name), nfc(code)


def _rename(body: WorkUnit | AssociationBranch, name: str | None) -> None:
    if name is not None and nfc(name) and nfc(name) != body.name:
        body.name, body.folded_name = nfc(name), fold(name)
        body.save()


def _open_spell[S: (UnitSpell, BranchSpell)](spells: QuerySet[S]) -> S:
    spell = spells.filter(until__isnull=True).first()
    if spell is None:
        raise Refusal(_("Đơn vị này không còn hoạt động."), code="closed")
    return spell


def _change_from[S: (UnitSpell, BranchSpell)](spell: S, since: date, values: dict[str, Any]) -> S:
    """The spell as it is from that day: itself when nothing changes or it began that very day, else a new one."""
    if not any(getattr(spell, key) != value for key, value in values.items()):
        return spell
    if spell.since is not None and since < spell.since:
        raise Refusal(
            _("Đã có thay đổi từ {on:%d/%m/%Y}; ngày nhập phải từ ngày đó.").format(on=spell.since),
            code="changed_since",
        )
    if spell.since != since:
        spell.until = since
        spell.save(update_fields=["until"])
        spell.pk, spell.since, spell.until = None, since, None
        spell._state.adding = True
    for key, value in values.items():
        setattr(spell, key, value)
    spell.save()
    return spell


def _record(deed: str, kind: str, pk: int, place: int, actor: User | None, changes: dict[str, Any]) -> None:
    record(deed, actor=actor, subject_kind=kind, subject_id=pk, place=place, changes=changes)
