"""Families and clans. A community is the residents of a village and is never entered."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import Changes, record
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold, nfc
from hieuhoc.people.actions.memberships import refuse_dating_back
from hieuhoc.people.counting import places_counted_of, recount
from hieuhoc.people.models import Group, Membership
from hieuhoc.places.models import Place


@dataclass(frozen=True)
class NewGroup:
    """`code`: household number or clan code, unique in its place."""

    kind: str
    name: str
    code: str
    place: Place
    since: date | None = None


@transaction.atomic
def add_group(new: NewGroup, *, actor: User | None) -> Group:
    require(actor, "people.add_group", new.place)
    name, code = nfc(new.name), nfc(new.code)
    if not name or not code:
        raise Refusal(_("Nhập tên và mã của gia đình, dòng họ."), code="words_missing")
    group, is_new = Group.objects.get_or_create(
        place=new.place,
        kind=Group.Kind(new.kind),
        code=code,
        defaults={"name": name, "folded_name": fold(name), "since": new.since},
    )
    if not is_new:
        raise Refusal(_("Nơi này đã có gia đình hoặc dòng họ mang mã {code}.").format(code=code), code="code_taken")
    record(
        "people.add_group",
        actor=actor,
        subject_kind="group",
        subject_id=group.pk,
        place=new.place.pk,
        changes=_without_names(group, {"kind": [None, group.kind], "name": [None, name], "code": [None, code]}),
    )
    return group


@transaction.atomic
def change_group(
    group: Group,
    *,
    name: str | None = None,
    place: Place | None = None,
    until: date | None = None,
    actor: User | None,
) -> Group:
    """A new name, a new place (a group of a cut ward is placed by hand), or its end with all memberships."""
    require(actor, "people.change_group", group)
    group = Group.objects.select_for_update().get(pk=group.pk)
    before = {"name": group.name, "place": group.place_id, "until": group.until}
    if name is not None:
        group.name = nfc(name)
        group.folded_name = fold(name)
    if place is not None:
        require(actor, "people.change_group", place)
        if Group.objects.filter(place=place, kind=group.kind, code=group.code).exclude(pk=group.pk).exists():
            raise Refusal(
                _("Nơi đến đã có gia đình hoặc dòng họ mang mã {code}.").format(code=group.code), code="code_taken"
            )
        group.place = place
    if until is not None:
        refuse_dating_back(group, until, actor)
        group.until = until
        _end_members(group, until)
    group.save()
    after = {"name": group.name, "place": group.place_id, "until": group.until}
    record(
        "people.change_group",
        actor=actor,
        subject_kind="group",
        subject_id=group.pk,
        place=group.place_id,
        changes=_without_names(group, {key: [old, after[key]] for key, old in before.items() if old != after[key]}),
    )
    return group


def _without_names(group: Group, changes: Changes) -> Changes:
    """A family is called after somebody, and nothing is taken out of the history: of its name only that it was given or
    changed is written there."""
    is_named = group.kind == Group.Kind.FAMILY and "name" in changes
    return changes | {"name": [None, None]} if is_named else changes


def _end_members(group: Group, until: date) -> None:
    held = Membership.objects.filter(group=group, until__isnull=True)
    recount(places_counted_of(held.values_list("citizen", flat=True), until), until)
    held.filter(since__gte=until).delete()
    held.update(until=until)
