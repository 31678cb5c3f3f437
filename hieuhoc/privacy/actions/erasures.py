"""Erasing what is kept of somebody, when they ask for it: asked, then carried out or declined, by two people if the
settings say so. What must stay stays without a name."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.authority import lasting_grants
from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.erasing import erase, keep_outside, marks_of, person_of
from hieuhoc.privacy.models import Consent, Erasure


@transaction.atomic
def ask_erasure(citizen: Citizen, *, way: str, asked_on: date, legal_basis: str, actor: User | None) -> Erasure:
    """The request as it came, with what it rests on; everybody may ask for themselves. Nothing is erased yet; asked twice it
    is one request."""
    require(actor, "privacy.ask_erasure", citizen)
    citizen = lock(citizen)
    if asked_on > timezone.localdate():
        raise Refusal(_("Ngày yêu cầu không thể sau hôm nay."), code="in_the_future")
    waiting = Erasure.objects.waiting().filter(citizen=citizen).first()
    if waiting is not None:
        return waiting
    erasure = Erasure.objects.create(
        citizen=citizen, way=Consent.Way(way), asked_on=asked_on, legal_basis=legal_basis, asked_by=actor
    )
    _record("privacy.ask_erasure", erasure, actor, {"way": [None, way], "asked_on": [None, asked_on]})
    return erasure


@transaction.atomic
def carry_out_erasure(erasure: Erasure, *, actor: User | None) -> Erasure:
    """Cannot be undone: the name, the numbers and the key of the person's history are gone; figures stay as they were."""
    require(actor, "privacy.carry_out_erasure", erasure)
    citizen = lock(erasure.citizen)
    erasure = _locked(erasure)
    _refuse_own(citizen, actor)
    if settings.ERASURE_TWO_PEOPLE and actor is not None and erasure.asked_by_id == actor.pk:
        raise Refusal(
            _("Người ghi yêu cầu không tự mình thực hiện việc xoá."),
            remedy=_("Nhờ cán bộ khác có quyền ở địa bàn này."),
            code="two_people",
        )
    person = person_of(citizen)
    for user in User.objects.filter(pk__in=person.users):
        if lasting_grants(user).exists():
            raise Refusal(
                _("Người này đang giữ vai trò trong phần mềm."),
                remedy=_("Cho thôi việc ở trang tài khoản trước."),
                code="holds_a_role",
            )
    erasure.marks = marks_of(person)
    erasure.counts = dict(erase(person))
    erasure.status, erasure.settled_by, erasure.settled_at = Erasure.Status.DONE, actor, timezone.now()
    erasure.save(update_fields=["marks", "counts", "status", "settled_by", "settled_at"])
    _record("privacy.carry_out_erasure", erasure, actor, {"erased": [None, sum(erasure.counts.values())]})
    marks = erasure.marks
    transaction.on_commit(lambda: keep_outside(marks))
    return erasure


@transaction.atomic
def decline_erasure(erasure: Erasure, *, reason: str, actor: User | None) -> Erasure:
    """The person is answered in writing; `reason` is what the law says against it."""
    require(actor, "privacy.decline_erasure", erasure)
    lock(erasure.citizen)
    erasure = _locked(erasure)
    erasure.status, erasure.reason = Erasure.Status.DECLINED, reason
    erasure.settled_by, erasure.settled_at = actor, timezone.now()
    erasure.save(update_fields=["status", "reason", "settled_by", "settled_at"])
    _record("privacy.decline_erasure", erasure, actor, {"status": ["waiting", erasure.status]})
    return erasure


@transaction.atomic
def repeat_erasure(citizen: Citizen, *, actor: User | None) -> None:
    """The person was erased, and an older backup brought them back."""
    require(actor, "privacy.repeat_erasure")
    citizen = Citizen.objects.select_for_update().get(pk=citizen.pk)
    counts = erase(person_of(citizen))
    record(
        "privacy.repeat_erasure",
        actor=actor,
        subject_kind="citizen",
        subject_id=citizen.pk,
        place=citizen.home_id,
        changes={"erased": [None, sum(counts.values())]},
    )


def _locked(erasure: Erasure) -> Erasure:
    held = Erasure.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=erasure.pk)
    if held.status != Erasure.Status.WAITING:
        raise Refusal(
            _("Yêu cầu này đã giải quyết: %(status)s.") % {"status": held.get_status_display()}, code="settled"
        )
    return held


def _refuse_own(citizen: Citizen, actor: User | None) -> None:
    if actor is not None and citizen.user_id == actor.pk:
        raise Refusal(_("Không tự xoá hồ sơ của chính mình."), remedy=_("Gửi yêu cầu cho cán bộ khác."), code="own")


def _record(deed: str, erasure: Erasure, actor: User | None, changes: dict[str, list[object]]) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=erasure.citizen_id,
        place=erasure.citizen.home_id,
        changes={"erasure": [None, erasure.pk], **changes},
    )
