"""Visits: ordered for a reason, given to inspectors who are independent of the place, called off, held again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.sentences import sentence_of
from hieuhoc.audit.actions import Changes, record
from hieuhoc.inspection.actions.locking import VISIT, locked_open_visit, locked_running_plan
from hieuhoc.inspection.independence import tie_of, words_of
from hieuhoc.inspection.models import CheckedTitle, Inspection, InspectionPlan, Inspector, NamedRow
from hieuhoc.inspection.reads import frame_of, subject_of, titles_named, visits_of_alert
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import Place
from hieuhoc.places.reads import commune_of, communes_under

MOST_NAMED = 500


@dataclass(frozen=True)
class NamedReason:
    """Why a visit is held, and the rows that say so: (kind, id) as the audit names records, and what is odd about each. Those
    of kind "title" are checked on the visit."""

    reason: str
    rows: Sequence[tuple[str, int, str]]


@transaction.atomic
def order_inspection(plan: InspectionPlan, place: Place, named: NamedReason, *, actor: User | None) -> Inspection:
    """A visit outside the sample. Titles are of the plan's year and lie at the place."""
    require(actor, "inspection.order_inspection", plan)
    plan = locked_running_plan(plan.pk)
    reason = " ".join(named.reason.split())
    if not reason:
        raise Refusal(_("Chưa ghi vì sao kiểm tra."), code="no_reason")
    if not 0 < len(named.rows) <= MOST_NAMED:
        raise Refusal(_("Ghi từ 1 đến %(most)d dòng cần kiểm tra.") % {"most": MOST_NAMED}, code="no_named_rows")
    titles = [row_id for kind, row_id, _words in named.rows if kind == "title"]
    there = set(frame_of(plan.place, plan.year).get(place.pk, []))
    if not set(titles) <= there:
        raise Refusal(
            _("Có danh hiệu không phải của năm %(year)d ở nơi này, hoặc đã thu hồi.") % {"year": plan.year},
            remedy=_("Bỏ danh hiệu ấy ra, hoặc chọn đúng xã."),
            code="title_elsewhere",
        )
    inspection = Inspection.objects.create(plan=plan, place=place, origin=Inspection.Origin.NAMED, reason=reason)
    _name_rows(inspection, named.rows, titles)
    _record("inspection.order_inspection", inspection, actor, {"visit_reason": [None, reason]})
    return inspection


@transaction.atomic
def take_up_alert(plan: InspectionPlan, alert: Alert, *, actor: User | None) -> Inspection:
    """A visit to the commune where an alert that was sent to inspection lies today, with its rows and what it speaks of. Taken up
    twice: the visit there is; after one that was called off, another."""
    require(actor, "inspection.take_up_alert", plan)
    plan = locked_running_plan(plan.pk)
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    if alert.status != Alert.Status.SENT:
        raise Refusal(
            _("Cảnh báo này không chờ kiểm tra."),
            remedy=_("Chuyển cảnh báo sang kiểm tra trước."),
            code="alert_not_sent",
        )
    standing = visits_of_alert(alert).exclude(status=Inspection.Status.CALLED_OFF).first()
    if standing is not None:
        return standing
    today = timezone.localdate()
    place = commune_of(alert.place_id, today)
    if place is None or place not in communes_under(plan.place_id, today):
        raise Refusal(_("Cảnh báo này ở ngoài địa bàn của kế hoạch."), code="alert_elsewhere")
    reason = f"{sentence_of(alert.rule, alert.told)} {alert.reason}"[:500]
    inspection = Inspection.objects.create(
        plan=plan, place_id=place, origin=Inspection.Origin.NAMED, reason=reason, alert=alert
    )
    kind = subject_of(alert)
    titles = titles_named(alert, frame_of(plan.place, plan.year).get(place, []))
    _name_rows(inspection, [(kind, row_id, "") for row_id in alert.rows if kind], titles)
    _record("inspection.take_up_alert", inspection, actor, {"visit_reason": [None, reason]})
    return inspection


def _name_rows(inspection: Inspection, rows: Sequence[tuple[str, int, str]], titles: Collection[int]) -> None:
    NamedRow.objects.bulk_create(
        NamedRow(inspection=inspection, kind=kind, row_id=row_id, words=words[:500])
        for kind, row_id, words in dict.fromkeys(rows)
    )
    CheckedTitle.objects.bulk_create(CheckedTitle(inspection=inspection, title_id=pk) for pk in sorted(set(titles)))


@transaction.atomic
def repeat_inspection(inspection: Inspection, *, actor: User | None) -> Inspection:
    """A visit that looks again at what was found: with the titles that were not merited or not reached. Asked twice: the one
    there is."""
    require(actor, "inspection.repeat_inspection", inspection)
    locked_running_plan(inspection.plan_id)
    inspection = Inspection.objects.select_for_update(of=("self",)).select_related("plan").get(pk=inspection.pk)
    if inspection.status != Inspection.Status.CONCLUDED or not inspection.findings.exists():
        raise Refusal(
            _("Chỉ kiểm tra lại cuộc đã kết luận và có kiến nghị."),
            remedy=_("Kết luận cuộc kiểm tra trước."),
            code="nothing_to_repeat",
        )
    standing = inspection.repeated_by.exclude(status=Inspection.Status.CALLED_OFF).first()
    if standing is not None:
        return standing
    reason = "; ".join(inspection.findings.order_by("due_on", "pk").values_list("text", flat=True))[:500]
    again = Inspection.objects.create(
        plan=inspection.plan,
        place=inspection.place,
        repeats=inspection,
        origin=Inspection.Origin.AGAIN,
        reason=reason,
    )
    doubtful = inspection.checked_titles.exclude(verdict=CheckedTitle.Verdict.MERITED).filter(title__revoked_on=None)
    CheckedTitle.objects.bulk_create(
        CheckedTitle(inspection=again, title_id=pk) for pk in doubtful.values_list("title", flat=True)
    )
    _record("inspection.repeat_inspection", again, actor, {"visit_reason": [None, reason]})
    return again


@transaction.atomic
def plan_visit(inspection: Inspection, users: Collection[User], *, planned_on: date, actor: User | None) -> Inspection:
    """Who goes there and on what day; those who went before and are not named again go no more."""
    require(actor, "inspection.plan_visit", inspection)
    inspection = locked_open_visit(inspection.pk)
    if not inspection.plan.starts_on <= planned_on <= inspection.plan.ends_on:
        days = {"first": f"{inspection.plan.starts_on:%d/%m/%Y}", "last": f"{inspection.plan.ends_on:%d/%m/%Y}"}
        raise Refusal(_("Kế hoạch kiểm tra từ %(first)s đến %(last)s.") % days, code="visit_outside_plan")
    if not users:
        raise Refusal(_("Chưa chọn ai đi kiểm tra."), code="no_inspector")
    for user in users:
        tie = tie_of(user, inspection)
        if tie is not None:
            raise Refusal(
                _("%(name)s không kiểm tra nơi này được: %(why)s.") % {"name": user.full_name, "why": words_of(tie)},
                remedy=_("Cử người khác."),
                code=tie,
            )
    before = set(inspection.inspectors.values_list("user", flat=True))
    inspection.inspectors.exclude(user__in=users).delete()
    Inspector.objects.bulk_create(
        Inspector(inspection=inspection, user=user) for user in users if user.pk not in before
    )
    old, inspection.planned_on = inspection.planned_on, planned_on
    inspection.save(update_fields=["planned_on"])
    named = ", ".join(sorted(user.full_name for user in users))
    _record("inspection.plan_visit", inspection, actor, {"visit_on": [old, planned_on], "inspectors": [None, named]})
    for user in users:
        send(
            Message.Channel.IN_APP,
            recipient=user,
            subject=gettext_lazy("Được cử đi kiểm tra"),
            body=f"{inspection.plan.title}, {planned_on:%d/%m/%Y}",
            key=f"inspection.{inspection.pk}.{planned_on}.{user.pk}",
        )
    return inspection


@transaction.atomic
def call_off(inspection: Inspection, *, reason: str, actor: User | None) -> Inspection:
    """A visit that is not held; what was drawn for it stays unchecked, and the estimate says so."""
    require(actor, "inspection.call_off", inspection)
    inspection = locked_open_visit(inspection.pk)
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao không thực hiện."), code="no_reason")
    old, inspection.status = inspection.status, Inspection.Status.CALLED_OFF
    inspection.summary = reason.strip()
    inspection.save(update_fields=["status", "summary"])
    _record("inspection.call_off", inspection, actor, {"visit_status": [old, inspection.status]})
    return inspection


def _record(deed: str, inspection: Inspection, actor: User | None, changes: Changes) -> None:
    record(deed, actor=actor, subject_kind=VISIT, subject_id=inspection.pk, place=inspection.place_id, changes=changes)
