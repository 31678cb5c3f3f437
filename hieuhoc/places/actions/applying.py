"""A change order carried out, or tried and taken back to see what it would move."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record
from hieuhoc.lib.dates import format_date
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold, same_tone_marks
from hieuhoc.places import rules
from hieuhoc.places.actions.drafting import order_places
from hieuhoc.places.actions.locking import lock_map
from hieuhoc.places.authority import require
from hieuhoc.places.models import Ancestry, ChangeOrder, ChangeStep, MovedRow, Place, PlaceSpell, Succession
from hieuhoc.places.reads import labels
from hieuhoc.places.successions import OWN_ROOM, journal_made, registry

APPLIED = ChangeOrder.Status.APPLIED

CLOSE_SPELLS = """
WITH closed AS (
    UPDATE places_placespell SET until = %(day)s, closed_by_id = %(order)s WHERE id = ANY(%(ids)s) RETURNING id
)
INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
SELECT %(order)s, 'places', 'spell', id, '{"until": null, "closed_by_id": null}',
       jsonb_build_object('until', %(day)s::date, 'closed_by_id', %(order)s::bigint) FROM closed
"""


@dataclass(frozen=True)
class CarriedOut:
    """What an order moves (preview) or moved: `rows` counts journalled rows per (room, noun), `made` names the units
    it makes (a preview leaves none of them behind)."""

    moves: rules.Moves
    rows: dict[tuple[str, str], int]
    problems: tuple[str, ...] = ()
    made: Mapping[int, str] = field(default_factory=dict)


def preview_order(order: ChangeOrder, *, actor: Actor) -> CarriedOut:
    """Who and what the order would move, counted by doing it and rolling back. Problems come back as sentences."""
    require(actor, "places.draft_order", *order_places(order))
    with transaction.atomic():
        lock_map()
        plan = _plan(order)
        if plan.problems:
            rows: dict[tuple[str, str], int] = {}
        else:
            rows = _carry_out(order, plan)
        transaction.set_rollback(True)
    record("places.preview_order", actor=actor, subject_kind="change_order", subject_id=order.pk)
    new_titles = {spell.place: spell.title for spell in plan.opening if spell.place in plan.moves.made}
    return CarriedOut(plan.moves, rows, tuple(_sentence(problem, order) for problem in plan.problems), new_titles)


@transaction.atomic
def apply_change_order(order: ChangeOrder, *, actor: Actor) -> CarriedOut:
    """Map and rooms move in one transaction. Refuses with every problem of the order at once."""
    require(actor, "places.apply_change_order", *order_places(order))
    lock_map()
    order = ChangeOrder.objects.select_for_update().get(pk=order.pk)
    before = order.status
    if before == APPLIED:
        raise Refusal(_("Lệnh thay đổi này đã được áp dụng."), code="already_applied")
    _refuse_before_its_day(order)
    plan = _plan(order)
    _refuse(plan, order)
    rows = _carry_out(order, plan)
    order.status, order.applied_at, order.undone_at, order.held_back = APPLIED, timezone.now(), None, ""
    order.save(update_fields=["status", "applied_at", "undone_at", "held_back"])
    record(
        "places.apply_change_order",
        actor=actor,
        subject_kind="change_order",
        subject_id=order.pk,
        changes={
            "status": [before, order.status],
            "moved": [None, {".".join(noun): count for noun, count in rows.items()}],
        },
    )
    return CarriedOut(plan.moves, rows)


def refuse_problems(order: ChangeOrder) -> None:
    """What stands in the way of the order on the map as it is; nothing is kept of the try."""
    with transaction.atomic():
        plan = _plan(order)
        transaction.set_rollback(True)
    _refuse(plan, order)


def _refuse(plan: rules.Plan, order: ChangeOrder) -> None:
    if plan.problems:
        raise Refusal(
            " ".join(_sentence(problem, order) for problem in plan.problems),
            legal_basis=order.legal_basis,
            code=plan.problems[0].code,
        )


def _refuse_before_its_day(order: ChangeOrder) -> None:
    """The map of today must not tell of what is law only later."""
    if order.takes_effect_on > timezone.localdate():
        raise Refusal(
            _("Lệnh có hiệu lực từ %(day)s: chưa áp dụng được trước ngày đó.")
            % {"day": format_date(order.takes_effect_on)},
            legal_basis=order.legal_basis,
            remedy=_("Hẹn áp dụng: đến ngày đó lệnh tự được áp dụng."),
            code="before_its_day",
        )


def _carry_out(order: ChangeOrder, plan: rules.Plan) -> dict[tuple[str, str], int]:
    _write_map(order, plan)
    for room in registry.rooms.values():
        MovedRow.objects.bulk_create(room.move(order, plan.moves), batch_size=5000)
    return Counter({(room, noun): count for room, noun, count in _counts(order)})


def _plan(order: ChangeOrder) -> rules.Plan:
    steps = list(order.steps.order_by("position"))
    new_places = _make_places(steps)
    resolved = [_resolved(step, new_places) for step in steps]
    named = {place for step in resolved for place in (step.place, step.other) if place is not None}
    ended = [step.place for step in resolved if step.verb == "end"]
    open_spells = PlaceSpell.objects.filter(until__isnull=True)
    known = {spell.place_id: _plain(spell) for spell in open_spells.filter(place__in=named)}
    children = [_plain(spell) for spell in open_spells.filter(parent__in=ended)]
    codes = {str(step.attributes["code"]) for step in resolved if step.attributes.get("code")}
    coded = [_plain(spell) for spell in open_spells.filter(code__in=codes)]
    return rules.plan(order.takes_effect_on, resolved, known, children, coded)


def _make_places(steps: list[ChangeStep]) -> dict[str, int]:
    making = [step for step in steps if step.verb == ChangeStep.Verb.MAKE]
    coordinates = ("latitude", "longitude", "area_km2")
    unmade = [step for step in making if step.place_id is None]  # an undone order keeps the places it made
    places = Place.objects.bulk_create(
        Place(**{name: step.attributes.get(name) for name in coordinates}) for step in unmade
    )
    for step, place in zip(unmade, places, strict=True):
        step.place = place
    ChangeStep.objects.bulk_update(unmade, ["place"], batch_size=1000)
    return {step.attributes["key"]: step.place_id for step in making if step.place_id is not None}


def _resolved(step: ChangeStep, new_places: dict[str, int]) -> rules.OrderStep:
    values: dict[str, Any] = dict(step.attributes)
    other = new_places[values["other_key"]] if "other_key" in values else step.other_id
    if "parent_key" in values:
        values["parent"] = new_places[values["parent_key"]]
    if "name" in values:
        values["name"] = same_tone_marks(values["name"])
        values["folded_name"] = fold(values["name"])
    place = step.place_id if step.place_id is not None else new_places[values["key"]]
    is_whole = bool(values.get("is_whole"))
    return rules.OrderStep(
        step.verb, place, other, is_whole, {key: values[key] for key in rules.CHANGEABLE if key in values}
    )


def _plain(spell: PlaceSpell) -> rules.MapSpell:
    return rules.MapSpell(
        id=spell.pk,
        place=spell.place_id,
        since=spell.since,
        code=spell.code,
        name=spell.name,
        folded_name=spell.folded_name,
        kind=spell.kind,
        tier=spell.tier,
        parent=spell.parent_id,
    )


def _write_map(order: ChangeOrder, plan: rules.Plan) -> None:
    day = order.takes_effect_on
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_SPELLS, {"day": day, "order": order.pk, "ids": [spell.id for spell in plan.closing]})
    opened = PlaceSpell.objects.bulk_create(
        [PlaceSpell(**_columns(spell), place_id=spell.place, since=day, opened_by=order) for spell in plan.opening],
        batch_size=2000,
    )
    journal_made(order, OWN_ROOM, "spell", [spell.pk for spell in opened])
    for spell in plan.overwriting:
        _overwrite(order, spell)
    Succession.objects.bulk_create(
        [
            Succession(order=order, predecessor_id=predecessor, successor_id=successor, is_whole=is_whole)
            for predecessor, successor, is_whole in plan.successions
        ],
        batch_size=2000,
    )
    Ancestry.objects.rebuild({spell.place for spell in (*plan.closing, *plan.opening, *plan.overwriting)})


def _overwrite(order: ChangeOrder, spell: rules.MapSpell) -> None:
    current = PlaceSpell.objects.filter(place=spell.place, since=order.takes_effect_on)
    after = _columns(spell)
    before = current.values(*after).get()
    current.update(**after)
    MovedRow.objects.create(
        order=order, room=OWN_ROOM, noun="spell", row_id=current.get().pk, before=before, after=after
    )


def _columns(spell: rules.MapSpell) -> dict[str, Any]:
    return {
        "code": spell.code,
        "name": spell.name,
        "folded_name": spell.folded_name,
        "kind": spell.kind,
        "tier": spell.tier,
        "parent_id": spell.parent,
    }


def _counts(order: ChangeOrder) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT room, noun, count(*) FROM places_movedrow WHERE order_id = %s GROUP BY room, noun", [order.pk]
        )
        return list(cursor.fetchall())


def _sentence(problem: rules.OrderProblem, order: ChangeOrder) -> str:
    words = {
        "no_steps": _("Lệnh thay đổi chưa có bước nào."),
        "child_left_behind": _("%(title)s chưa có nơi mới sau khi đơn vị cấp trên giải thể."),
        "parent_ends": _("%(title)s: đơn vị cấp trên giải thể trong chính lệnh này."),
        "successor_missing": _("%(title)s: đơn vị kế thừa không tồn tại vào ngày %(day)s."),
        "place_missing": _("%(title)s không tồn tại vào ngày %(day)s."),
        "changed_later": _("%(title)s đã có thay đổi sau ngày %(day)s; hoàn tác thay đổi đó trước."),
        "began_same_day": _("%(title)s chỉ có từ ngày %(day)s, không thể giải thể trong cùng ngày."),
        "amended_and_ended": _("%(title)s vừa thay đổi vừa giải thể trong một lệnh."),
        "whole_and_part": _("%(title)s được nhập toàn bộ vào một đơn vị nhưng lại có thêm đơn vị kế thừa khác."),
        "named_twice": _("%(title)s được nhắc lại trong lệnh."),
        "code_taken": _("Mã %(title)s đang là mã của đơn vị khác cùng cấp; ghi mã chưa dùng hoặc bỏ trống."),
    }
    title = problem.title or (_named(problem.place, order) if problem.place is not None else "")
    return words[problem.code] % {"title": title, "day": order.takes_effect_on.strftime("%d/%m/%Y")}


def _named(place: int, order: ChangeOrder) -> str:
    """As it was last called; a number says nothing to anybody."""
    label = labels([place], order.takes_effect_on).get(place)
    return label.path if label is not None else _("Một đơn vị không có trên bản đồ")
