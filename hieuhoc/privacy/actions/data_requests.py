"""Requests of people about their data: written down as they came, answered at once, settled with words the person reads."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.models import Consent, DataRequest


@transaction.atomic
def ask_data_request(
    citizen: Citizen, *, matter: str, words: str, way: str, asked_on: date, actor: User | None
) -> DataRequest:
    """By the person, or by an office that notes what somebody asked on paper or aloud. The clock runs from `asked_on`."""
    require(actor, "privacy.ask_data_request", citizen)
    citizen = lock(citizen)
    if asked_on > timezone.localdate():
        raise Refusal(_("Ngày yêu cầu không thể sau hôm nay."), code="in_the_future")
    same = DataRequest.objects.waiting().filter(citizen=citizen, matter=matter, words=words).first()
    if same is not None:
        return same
    request = DataRequest.objects.create(
        citizen=citizen,
        matter=DataRequest.Matter(matter),
        words=words,
        way=Consent.Way(way),
        asked_on=asked_on,
        asked_by=actor,
    )
    _record("privacy.ask_data_request", request, actor, {"matter": [None, matter], "asked_on": [None, asked_on]})
    return request


@transaction.atomic
def answer_data_request(request: DataRequest, *, answer: str, actor: User | None) -> DataRequest:
    """The first answer: that it came and what happens now. Said once; what comes of it is said at the end."""
    require(actor, "privacy.answer_data_request", request)
    request = _locked(request, actor)
    if request.answered_at is not None:
        raise Refusal(_("Yêu cầu này đã được trả lời lần đầu."), code="answered")
    request.answer, request.answered_by, request.answered_at = answer, actor, timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    _record("privacy.answer_data_request", request, actor, {})
    _tell(request, "answered", gettext_lazy("Yêu cầu về dữ liệu đã được tiếp nhận"), answer)
    return request


@transaction.atomic
def extend_data_request(request: DataRequest, *, reason: str, actor: User | None) -> DataRequest:
    """Once, and the person is told why."""
    require(actor, "privacy.extend_data_request", request)
    request = _locked(request, actor)
    if request.extension_reason:
        raise Refusal(_("Thời hạn của yêu cầu này đã kéo dài một lần."), code="extended")
    request.extension_reason = reason
    request.save(update_fields=["extension_reason"])
    _record("privacy.extend_data_request", request, actor, {})
    _tell(request, "extended", gettext_lazy("Thời hạn giải quyết yêu cầu được kéo dài"), reason)
    return request


@transaction.atomic
def settle_data_request(request: DataRequest, *, status: str, outcome: str, actor: User | None) -> DataRequest:
    """`status`: done or declined; `outcome`: what was done, or what the law says against it, for the person to read."""
    require(actor, "privacy.settle_data_request", request)
    request = _locked(request, actor)
    now = timezone.now()
    request.status, request.outcome = DataRequest.Status(status), outcome
    request.settled_by, request.settled_at = actor, now
    request.answered_by, request.answered_at = request.answered_by or actor, request.answered_at or now
    request.save(update_fields=["status", "outcome", "settled_by", "settled_at", "answered_by", "answered_at"])
    _record("privacy.settle_data_request", request, actor, {"status": ["waiting", status]})
    _tell(request, "settled", gettext_lazy("Yêu cầu về dữ liệu đã giải quyết"), outcome)
    return request


def _locked(request: DataRequest, actor: User | None) -> DataRequest:
    citizen = lock(request.citizen)
    if actor is not None and citizen.user_id == actor.pk:
        raise Refusal(
            _("Không tự giải quyết yêu cầu của chính mình."),
            remedy=_("Nhờ cán bộ khác có quyền ở địa bàn này."),
            code="own",
        )
    held = DataRequest.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=request.pk)
    if held.status != DataRequest.Status.WAITING:
        raise Refusal(
            _("Yêu cầu này đã giải quyết: %(status)s.") % {"status": held.get_status_display()}, code="settled"
        )
    return held


def _record(deed: str, request: DataRequest, actor: User | None, changes: dict[str, list[object]]) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=request.citizen_id,
        place=request.citizen.home_id,
        changes={"data_request": [None, request.pk], **changes},
    )


def _tell(request: DataRequest, moment: str, subject: str | Promise, body: str) -> None:
    """Whoever has no account is answered in writing, as they asked."""
    reader = request.citizen.user
    if reader is not None:
        send(
            Message.Channel.IN_APP,
            recipient=reader,
            subject=subject,
            body=body,
            key=f"data-request:{request.pk}:{moment}",
        )
