"""Until when a model may object to losing its recognition, and who may answer: nobody who took it back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.models import Entry
from hieuhoc.chains.reads import chain_for, takers_of
from hieuhoc.chains.rules import TO_ANSWER, TO_OBJECT
from hieuhoc.collectives.models import ModelObjection, Registration
from hieuhoc.collectives.steps import SUBJECT, chain_kind
from hieuhoc.recognition.actions.groups import own_families
from hieuhoc.recognition.objecting import AT_PROVINCE, officers_over, refuse_barred, taken_back_at
from hieuhoc.recognition.reminding import remind_of

REVOKING = "collectives.revoke_model"


def days_of(registration: Registration) -> tuple[int, int]:
    """(to object, to answer): as the review chain of its place says, else as the Law on Complaints. With `criteria`."""
    chain = chain_for(chain_kind(registration.criteria.kind), registration.place_id, registration.year)
    return (chain.way.objection_days, chain.way.answer_days) if chain else (TO_OBJECT, TO_ANSWER)


def objects_until(registration: Registration) -> date | None:
    """The last day to object to the revocation that stands; None: there is none. With `criteria` and `revoked_by`."""
    if registration.revoked_by is None:
        return None
    told_at = taken_back_at(SUBJECT, registration.pk, deed=REVOKING, by=registration.revoked_by)
    return timezone.localdate(told_at) + timedelta(days=days_of(registration)[0])


def is_open_to_objection(registration: Registration) -> bool:
    """In time, and not objected to before."""
    until = objects_until(registration)
    if until is None or timezone.localdate() > until:
        return False
    return not registration.objections.filter(contested=registration.revoked_by_id).exists()


def barred_from(user: User | None, objections: Sequence[ModelObjection]) -> dict[int, str]:
    """Objection (pk) → why somebody else answers it: the sentence. With `registration__recognition`."""
    if user is None or not objections:
        return {}
    groups = {row.pk: row.registration.group_id for row in objections}
    own = set(own_families(user, [group for group in groups.values() if group]))
    revokers = revokers_of([row.registration_id for row in objections])
    said = {}
    for row in objections:
        if user.pk in revokers.get(row.registration_id, ()):
            said[row.pk] = _("Người đã thu hồi công nhận mô hình này không xét lại.")
        elif user.pk == row.raised_by_id:
            said[row.pk] = _("Người gửi đề nghị không tự xét lại.")
        elif groups[row.pk] in own:
            said[row.pk] = _("Không xét lại cho gia đình mình hoặc dòng họ mình đứng đầu.")
    return said


def refuse_answering(user: User | None, objection: ModelObjection) -> None:
    """Raises Refusal ("judged_before") with the names of some who may."""
    refuse_barred(barred_from(user, [objection]).get(objection.pk), lambda: takers(objection))


def takers(objection: ModelObjection, *, most: int = 20) -> list[User]:
    """Some of those who may answer: officers of the commune who did not take it back, then those of the province."""
    known = officers_over(objection.registration.place_id, most=most * 2)
    return [person for person in known if not barred_from(person, [objection])][:most]


def revokers_of(registrations: Collection[int]) -> dict[int, set[int]]:
    """Registration (id) → users who took its recognition back."""
    entries = Entry.objects.filter(subject_kind=SUBJECT, subject_id__in=registrations, deed=REVOKING)
    revokers: dict[int, set[int]] = defaultdict(set)
    for registration, user in entries.values_list("subject_id", "actor"):
        if registration is not None and user is not None:
            revokers[registration].add(user)
    return revokers


def answerable_by(user: User) -> list[ModelObjection]:
    """What waits for an answer of theirs, the nearest deadline first."""
    scope = scope_of(user, "collectives.answer_model_objection")
    if scope.is_empty:
        return []
    rows = ModelObjection.objects.within(scope).waiting().select_related("registration__recognition")
    waiting = list(rows.order_by("due_on", "pk"))
    barred = barred_from(user, waiting)
    return [row for row in waiting if row.pk not in barred]


def remind(today: date) -> int:
    """Who may answer before the day, the province when it is over; how many messages were written or stood there."""
    waiting = ModelObjection.objects.waiting().select_related("registration__recognition").order_by("due_on", "pk")
    return remind_of(waiting, today, takers, _above, "collectives.objections")


def _above(objection: ModelObjection) -> list[User]:
    return takers_of(AT_PROVINCE, objection.registration.place_id, most=20)
