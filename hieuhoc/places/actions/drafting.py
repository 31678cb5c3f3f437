"""Writing a change order down, before anything moves."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.authority import require
from hieuhoc.places.drafting import Draft
from hieuhoc.places.models import Ancestry, ChangeOrder, ChangeStep, PlaceSpell, Tier


@transaction.atomic
def draft_order(
    number: str,
    title: str,
    takes_effect_on: date,
    steps: Sequence[Draft],
    *,
    legal_basis: str = "",
    source: str = "",
    certainty: str = "seen",
    actor: Actor,
) -> ChangeOrder:
    """A draft changes nothing on the map. The drafter needs the ability in every province the steps name."""
    require(actor, "places.draft_order", *authority_places(steps))
    order = ChangeOrder.objects.create(
        number=number,
        title=title,
        legal_basis=legal_basis,
        source=source,
        certainty=certainty,
        takes_effect_on=takes_effect_on,
    )
    _write_steps(order, steps, after=0)
    record(
        "places.draft_order",
        actor=actor,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={"number": [None, number], "takes_effect_on": [None, takes_effect_on], "steps": [0, len(steps)]},
    )
    return order


@transaction.atomic
def add_steps(order: ChangeOrder, steps: Sequence[Draft], *, actor: Actor) -> None:
    require(actor, "places.draft_order", *authority_places(steps))
    order = draft_of(order)
    last = order.steps.aggregate(last=Max("position"))["last"] or 0
    _write_steps(order, steps, after=last)
    record(
        "places.draft_order",
        actor=actor,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={"steps": [last, last + len(steps)]},
    )


@transaction.atomic
def describe_order(
    order: ChangeOrder,
    *,
    number: str,
    title: str,
    takes_effect_on: date,
    legal_basis: str,
    source: str,
    certainty: str,
    actor: Actor,
) -> None:
    """What a draft says of itself, corrected."""
    require(actor, "places.draft_order", *order_places(order))
    order = draft_of(order)
    given = {
        "number": number,
        "title": title,
        "takes_effect_on": takes_effect_on,
        "legal_basis": legal_basis,
        "source": source,
        "certainty": certainty,
    }
    changes = {key: [getattr(order, key), value] for key, value in given.items() if getattr(order, key) != value}
    for key, value in given.items():
        setattr(order, key, value)
    order.save(update_fields=list(given))
    if changes:
        record(
            "places.draft_order", actor=actor, subject_kind="change_order", subject_id=order.pk, changes=dict(changes)
        )


@transaction.atomic
def remove_step(step: ChangeStep, *, actor: Actor) -> int:
    """A line taken out of a draft; with one that makes a unit go the lines that speak of it. Returns how many went."""
    order = step.order
    require(actor, "places.draft_order", *order_places(order))
    order = draft_of(order)
    gone = order.steps.filter(pk=step.pk)
    if step.verb == ChangeStep.Verb.MAKE:
        key = step.attributes["key"]
        gone = order.steps.filter(
            Q(pk=step.pk) | Q(attributes__other_key=key) | Q(attributes__parent_key=key) | Q(attributes__key=key)
        )
    count, _tables = gone.delete()
    record(
        "places.draft_order",
        actor=actor,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={"removed": [step.position, None], "lines": [count, 0]},
    )
    return count


def order_places(order: ChangeOrder) -> list[int]:
    """The provinces of everything the lines of an order name."""
    pairs = order.steps.values_list("place_id", "other_id", "attributes__parent")
    return provinces_of({value for row in pairs for value in row if isinstance(value, int)})


def draft_of(order: ChangeOrder) -> ChangeOrder:
    order = ChangeOrder.objects.select_for_update().get(pk=order.pk)
    if order.status == ChangeOrder.Status.APPLIED:
        raise Refusal(_("Lệnh thay đổi đã áp dụng; lập lệnh mới để thay đổi tiếp."), code="already_applied")
    if order.status == ChangeOrder.Status.WAITING:
        raise Refusal(_("Lệnh đang chờ đến ngày hiệu lực."), remedy=_("Bỏ hẹn áp dụng rồi sửa."), code="scheduled")
    return order


def authority_places(steps: Iterable[Draft]) -> list[int]:
    """The provinces of the existing places the lines name, by any map they were ever on."""
    named = {value for step in steps for value in (step.place, step.other, step.attributes.get("parent"))}
    return provinces_of({value for value in named if isinstance(value, int)})


def provinces_of(place_ids: Collection[int]) -> list[int]:
    """A place that never lay in a province (a waiting village's ward is still its past) stands for itself."""
    lines = Ancestry.objects.filter(descendant__in=place_ids, ancestor__spells__tier=Tier.PROVINCE, until__isnull=True)
    province_of = dict(lines.values_list("descendant_id", "ancestor_id"))
    known = set(PlaceSpell.objects.filter(place__in=place_ids).values_list("place_id", flat=True))
    return sorted({province_of.get(place, place) for place in known})


def _write_steps(order: ChangeOrder, steps: Sequence[Draft], *, after: int) -> None:
    ChangeStep.objects.bulk_create(
        [_step(order, position, draft) for position, draft in enumerate(steps, start=after + 1)], batch_size=2000
    )


def _step(order: ChangeOrder, position: int, draft: Draft) -> ChangeStep:
    attributes: dict[str, Any] = dict(draft.attributes)
    if isinstance(draft.place, str):
        attributes["key"] = draft.place
    if isinstance(draft.other, str):
        attributes["other_key"] = draft.other
    if draft.verb == ChangeStep.Verb.SUCCEED:
        attributes["is_whole"] = draft.is_whole
    if isinstance(attributes.get("parent"), str):
        attributes["parent_key"] = attributes.pop("parent")
    return ChangeStep(
        order=order,
        position=position,
        verb=draft.verb,
        place_id=draft.place if isinstance(draft.place, int) else None,
        other_id=draft.other if isinstance(draft.other, int) else None,
        attributes=attributes,
    )
