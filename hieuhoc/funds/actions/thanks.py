"""Thanks to all donors of a fund who were not thanked yet: by messages, and by letters where no way of telling them is known."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_bulk
from hieuhoc.funds.models import Fund, Gift, ThanksRun
from hieuhoc.funds.reads import OPEN, is_busy, last_run
from hieuhoc.funds.thanking import thank_all, to_tell, to_write_to
from hieuhoc.lib.errors import Refusal

AT_ONCE = 200  # gifts whose donors are thanked in one transaction


@transaction.atomic
def thank_givers(fund: Fund, *, actor: User | None) -> ThanksRun:
    """A job writes the messages, some at a time; one that was halted, or killed, goes on where it stopped. Nobody is thanked twice
    for one gift."""
    require(actor, "funds.thank_givers", fund)
    Fund.objects.select_for_update().get(pk=fund.pk)
    count, run = to_tell(fund.pk).count(), last_run(fund)
    if run is not None and is_busy(run):
        raise Refusal(_("Lời cảm ơn đang được gửi."), remedy=_("Đợi gửi xong, hoặc dừng lại."), code="already_sending")
    if not count:
        raise Refusal(
            _("Không còn ai phải nhắn."),
            remedy=_("Ai không có địa chỉ thì in thư; ai chưa đồng ý thì hỏi trước."),
            code="nobody_to_thank",
        )
    if run is None or run.status == ThanksRun.Status.DONE:
        run = ThanksRun(fund=fund, asked_by=actor)
    run.status, run.rows_total, run.touched_at = ThanksRun.Status.ASKED, run.rows_done + count, timezone.now()
    run.save()
    _record("funds.thank_givers", fund, count, actor)
    app.configure_task("funds.thank_givers", queue="outbox").defer(run_id=run.pk)
    return run


@transaction.atomic
def halt_thanks(fund: Fund, *, actor: User | None) -> ThanksRun | None:
    """What was sent is sent; the others wait until somebody goes on. None: nothing was being sent."""
    require(actor, "funds.halt_thanks", fund)
    run = ThanksRun.objects.select_for_update().filter(fund=fund, status__in=OPEN).first()
    if run is None:
        return None
    run.status = ThanksRun.Status.HALTED
    run.save(update_fields=["status"])
    _record("funds.halt_thanks", fund, run.rows_done, actor)
    return run


@transaction.atomic
def note_letters(fund: Fund, gifts: Collection[int], *, actor: User | None) -> int:
    """Letters for these gifts were printed and sent. How many were not noted before."""
    require(actor, "funds.note_letters", fund)
    waiting = list(to_write_to(fund.pk).filter(pk__in=gifts).order_by("pk").values_list("pk", flat=True))
    count = Gift.objects.filter(pk__in=waiting).update(thanked_at=timezone.now())
    if not count:
        raise Refusal(_("Các thư này đã ghi là gửi rồi."), code="nobody_to_thank")
    _record("funds.note_letters", fund, count, actor)
    return count


def go_on_thanking(run: ThanksRun) -> None:
    """From the first to the last, until somebody halts it: who turns out to have no way is passed, not asked again."""
    last = 0
    mine = ThanksRun.objects.filter(pk=run.pk, status__in=OPEN)
    while mine.update(status=ThanksRun.Status.SENDING, rows_done=run.rows_done, touched_at=timezone.now()):
        some = list(to_tell(run.fund_id).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not some:
            mine.update(status=ThanksRun.Status.DONE)
            return
        _thank_some(some)
        run.rows_done, last = run.rows_done + len(some), some[-1]


@transaction.atomic
def _thank_some(ids: Collection[int]) -> None:
    """A message and its note stand or fall together; what was thanked or taken back meanwhile is left."""
    rows = Gift.objects.received().filter(pk__in=ids, thanked_at=None, may_be_written_to=True)
    thank_all(rows.select_for_update(of=("self",)).select_related("fund", "citizen__user").order_by("pk"))


def _record(deed: str, fund: Fund, count: int, actor: User | None) -> None:
    record_bulk(
        deed,
        actor=actor,
        subject_kind="fund",
        subject_id=fund.pk,
        place=fund.place_id,
        rows_touched=count,
        changes={"thanked": [None, count]},
    )
