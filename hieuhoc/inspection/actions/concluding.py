"""What was found on a visit, what has to be done about it, and that it was done."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.alerts.models import Alert
from hieuhoc.audit.actions import Changes, record
from hieuhoc.inspection.actions.locking import ALERT, FINDING, VISIT, locked_open_visit, refuse_others
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection
from hieuhoc.lib.errors import Refusal

MOST_FINDINGS = 50


@transaction.atomic
def add_finding(inspection: Inspection, *, text: str, action: str, due_on: date, actor: User | None) -> Finding:
    """`action`: what the place has to do until the end of `due_on`. The place sees it when the visit is concluded."""
    require(actor, "inspection.add_finding", inspection)
    inspection = locked_open_visit(inspection.pk)
    refuse_others(inspection, actor)
    text, action = text.strip(), action.strip()
    if not text or not action:
        raise Refusal(_("Chưa ghi điều phát hiện hoặc việc phải làm."), code="no_words")
    if due_on < timezone.localdate():
        raise Refusal(_("Hạn khắc phục không được là ngày đã qua."), code="due_in_the_past")
    standing = inspection.findings.filter(text=text, action=action, due_on=due_on).first()
    if standing is not None:
        return standing
    if inspection.findings.count() >= MOST_FINDINGS:
        raise Refusal(
            _("Một cuộc kiểm tra có nhiều nhất %(most)d kiến nghị.") % {"most": MOST_FINDINGS}, code="too_many"
        )
    finding = Finding.objects.create(inspection=inspection, text=text, action=action, due_on=due_on)
    _record("inspection.add_finding", finding, inspection, actor, {"due_on": [None, due_on]})
    return finding


@transaction.atomic
def conclude_inspection(inspection: Inspection, *, summary: str, actor: User | None) -> Inspection:
    """Every title has a word, even "not reached". A title that is not merited needs a finding: somebody has to act."""
    require(actor, "inspection.conclude_inspection", inspection)
    inspection = locked_open_visit(inspection.pk)
    refuse_others(inspection, actor)
    open_count = inspection.checked_titles.filter(verdict="").count()
    if open_count:
        raise Refusal(
            _("Còn %(count)d danh hiệu chưa kiểm tra.") % {"count": open_count},
            remedy=_("Không gặp được thì chọn “Chưa gặp được” và ghi vì sao."),
            code="titles_open",
        )
    if not summary.strip():
        raise Refusal(_("Chưa ghi kết luận."), code="no_words")
    unmerited = inspection.checked_titles.filter(verdict=CheckedTitle.Verdict.UNMERITED).exists()
    if unmerited and not inspection.findings.exists():
        raise Refusal(
            _("Có danh hiệu không đúng mà chưa có kiến nghị nào."),
            remedy=_("Thêm kiến nghị: việc phải làm và hạn."),
            code="no_finding",
        )
    old, inspection.status = inspection.status, Inspection.Status.CONCLUDED
    inspection.summary, inspection.concluded_on = summary.strip(), timezone.localdate()
    inspection.save(update_fields=["status", "summary", "concluded_on"])
    record(
        "inspection.conclude_inspection",
        actor=actor,
        subject_kind=VISIT,
        subject_id=inspection.pk,
        place=inspection.place_id,
        changes={"visit_status": [old, inspection.status]},
    )
    if inspection.alert_id is not None:
        _answer_alert(inspection, inspection.alert_id, actor)
    return inspection


def _answer_alert(inspection: Inspection, alert_id: int, actor: User | None) -> None:
    """The find that gave the reason: borne out when something has to be put right."""
    alert = Alert.objects.select_for_update().get(pk=alert_id)
    is_borne_out = inspection.findings.exists()
    old, alert.status = alert.status, Alert.Status.BORNE_OUT if is_borne_out else Alert.Status.UNFOUNDED
    alert.save(update_fields=["status"])
    record(
        "inspection.conclude_inspection",
        actor=actor,
        subject_kind=ALERT,
        subject_id=alert.pk,
        place=alert.place_id,
        changes={"status": [old, alert.status]},
    )


@transaction.atomic
def settle_finding(finding: Finding, *, answer: str, actor: User | None) -> Finding:
    """The office of the place says what it did; a visit again looks whether it is so. Said twice, nothing happens."""
    require(actor, "inspection.settle_finding", finding)
    finding = Finding.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=finding.pk)
    if finding.status == Finding.Status.FIXED:
        return finding
    if finding.inspection.status != Inspection.Status.CONCLUDED:
        raise Refusal(_("Cuộc kiểm tra chưa kết luận."), code="visit_not_concluded")
    if not answer.strip():
        raise Refusal(_("Chưa ghi đã làm gì."), code="no_words")
    finding.status, finding.answer = Finding.Status.FIXED, answer.strip()
    finding.fixed_by, finding.fixed_at = actor, timezone.now()
    finding.save(update_fields=["status", "answer", "fixed_by", "fixed_at"])
    changes = {"finding_status": [Finding.Status.TO_FIX, finding.status]}
    _record("inspection.settle_finding", finding, finding.inspection, actor, changes)
    return finding


def _record(deed: str, finding: Finding, inspection: Inspection, actor: User | None, changes: Changes) -> None:
    record(deed, actor=actor, subject_kind=FINDING, subject_id=finding.pk, place=inspection.place_id, changes=changes)
