"""Looking for the suspicious at once, and what is answered: an alert is explained, or sent to inspection."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.alerts.finding import run_rules
from hieuhoc.alerts.models import Alert
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import nfc


@transaction.atomic
def find_alerts(*, actor: User | None) -> int:
    """The rules run as they do every night. How many finds there are now."""
    require(actor, "alerts.find_alerts")
    count = run_rules(timezone.localdate())
    record("alerts.find_alerts", actor=actor, subject_kind="alerts", subject_id=None, changes={"found": [None, count]})
    return count


def explain_alert(alert: Alert, *, reason: str, actor: User | None) -> Alert:
    """All is well: it is not asked about again, also when it is found again."""
    return _answer(alert, Alert.Status.EXPLAINED, "alerts.explain_alert", reason, actor)


def inspect_alert(alert: Alert, *, reason: str, actor: User | None) -> Alert:
    """To be looked into where it happened; who inspects takes it up from there."""
    return _answer(alert, Alert.Status.SENT, "alerts.inspect_alert", reason, actor)


@transaction.atomic
def _answer(alert: Alert, status: Alert.Status, deed: str, reason: str, actor: User | None) -> Alert:
    require(actor, deed, alert)
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    said = nfc(" ".join(reason.split()))
    if not said:
        raise Refusal(_("Chưa ghi vì sao."), code="no_reason")
    if alert.status in Alert.INSPECTED:
        raise Refusal(
            _("Cảnh báo này đã được kiểm tra xong."),
            remedy=_("Xem kết luận của cuộc kiểm tra."),
            code="alert_inspected",
        )
    if alert.status == status and alert.reason == said:
        return alert
    old, alert.status, alert.reason = alert.status, status, said[:600]
    alert.answered_by, alert.answered_on = actor, timezone.localdate()
    alert.save(update_fields=["status", "reason", "answered_by", "answered_on"])
    record(
        deed,
        actor=actor,
        subject_kind="alert",
        subject_id=alert.pk,
        place=alert.place_id,
        changes={"status": [old, status], "reason": [None, alert.reason]},
    )
    return alert
