"""Against which result a model may object until when, and who may answer: nobody who had a hand in it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.models import Entry
from hieuhoc.chains.reads import chain_for, takers_of
from hieuhoc.chains.rules import TO_ANSWER, TO_OBJECT
from hieuhoc.collectives.models import ContestedResult, ModelObjection, ModelStance, Registration
from hieuhoc.collectives.steps import SUBJECT, chain_kind
from hieuhoc.places.reads import ancestors
from hieuhoc.recognition.actions.groups import own_families
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.objecting import AT_PROVINCE, officers_over, refuse_barred, taken_back_at
from hieuhoc.recognition.reminding import remind_of

REVOKING, ANSWERING = "collectives.revoke_model", "collectives.answer_question"


@dataclass(frozen=True)
class ModelResult:
    """`contested`: the decision it came with; `until`: the last day to object to it."""

    about: ContestedResult
    contested: Decision
    until: date


def days_of(registration: Registration) -> tuple[int, int]:
    """(to object, to answer): as the review chain of its place says, else as the Law on Complaints. With `criteria`."""
    chain = chain_for(chain_kind(registration.criteria.kind), registration.place_id, registration.year)
    return (chain.way.objection_days, chain.way.answer_days) if chain else (TO_OBJECT, TO_ANSWER)


def result_of(registration: Registration) -> ModelResult | None:
    """What stands and may be objected to: taken back, recognised below the highest grade, or passed over by a decision on
    others of its kind. With `criteria`, `decision` and `revoked_by`."""
    standing = _result(registration)
    if standing is None:
        return None
    about, contested, told_at = standing
    return ModelResult(about, contested, timezone.localdate(told_at) + timedelta(days=days_of(registration)[0]))


def is_open(registration: Registration, result: ModelResult) -> bool:
    """In time, and not objected to before."""
    if timezone.localdate() > result.until:
        return False
    return not registration.objections.filter(contested=result.contested).exists()


def _result(row: Registration) -> tuple[ContestedResult, Decision, datetime] | None:
    if row.revoked_by is not None:
        told_at = taken_back_at(SUBJECT, row.pk, deed=REVOKING, by=row.revoked_by)
        return ContestedResult.REVOKED, row.revoked_by, told_at
    if row.decision is not None:
        is_lower = (row.decided_grade or 0) < len(row.criteria.table.grades)
        is_first = row.decision.kind == Decision.Kind.RECOGNISE
        return (ContestedResult.GRADE, row.decision, row.decision.made_at) if is_lower and is_first else None
    if row.standing != Registration.Standing.NOT_MET:
        return None  # a question is asked, or the decision still to come
    passed_over = _passing_over(row)
    return (ContestedResult.FAILED, passed_over, passed_over.made_at) if passed_over else None


def _passing_over(row: Registration) -> Decision | None:
    """The newest decision on models of its kind and year that could have named it."""
    others = Registration.objects.filter(year=row.year, criteria__kind=row.criteria.kind, decision__isnull=False)
    above = ancestors(row.place_id, timezone.localdate()) or [row.place_id]
    decisions = Decision.objects.filter(pk__in=others.values("decision"), kind=Decision.Kind.RECOGNISE)
    return decisions.filter(place__in=above).order_by("-pk").first()


def barred_from(user: User | None, objections: Sequence[ModelObjection]) -> dict[int, str]:
    """Objection (pk) → why somebody else answers it: the sentence. With `registration__recognition` and `contested`."""
    if user is None or not objections:
        return {}
    groups = {row.pk: row.registration.group_id for row in objections}
    own = set(own_families(user, [group for group in groups.values() if group]))
    hands = _hands_on(objections)
    said = {}
    for row in objections:
        if user.pk in hands[row.pk]:
            said[row.pk] = (
                _("Người đã thu hồi công nhận mô hình này không xét lại.")
                if row.about == ContestedResult.REVOKED
                else _("Người đã xét hoặc quyết định về mô hình này không xét lại.")
            )
        elif user.pk == row.raised_by_id:
            said[row.pk] = _("Người gửi đề nghị không tự xét lại.")
        elif groups[row.pk] in own:
            said[row.pk] = _("Không xét lại cho gia đình mình hoặc dòng họ mình đứng đầu.")
    return said


def refuse_answering(user: User | None, objection: ModelObjection) -> None:
    """Raises Refusal ("judged_before") with the names of some who may."""
    refuse_barred(barred_from(user, [objection]).get(objection.pk), lambda: takers(objection))


def takers(objection: ModelObjection, *, most: int = 20) -> list[User]:
    """Some of those who may answer: officers of the commune who had no hand in it, then those of the province."""
    known = officers_over(objection.registration.place_id, most=most * 2)
    return [person for person in known if not barred_from(person, [objection])][:most]


def _hands_on(objections: Sequence[ModelObjection]) -> dict[int, set[int]]:
    """Objection (pk) → users who took the recognition back; of another result, who answered for the model, reviewed it or
    decided."""
    revokers = _actors(REVOKING, [row.registration_id for row in objections if row.about == ContestedResult.REVOKED])
    judged = [row.registration_id for row in objections if row.about != ContestedResult.REVOKED]
    hands = _actors(ANSWERING, judged)
    for pk, user in ModelStance.objects.filter(registration__in=judged).values_list("registration", "given_by"):
        if user is not None:
            hands[pk].add(user)
    told = {}
    for row in objections:
        if row.about == ContestedResult.REVOKED:
            told[row.pk] = revokers[row.registration_id]
        else:
            decided = {row.contested.made_by_id} if row.contested.made_by_id else set()
            told[row.pk] = hands[row.registration_id] | decided
    return told


def _actors(deed: str, registrations: Collection[int]) -> dict[int, set[int]]:
    """Registration (id) → users who did that to it."""
    users: dict[int, set[int]] = defaultdict(set)
    if not registrations:
        return users
    entries = Entry.objects.filter(subject_kind=SUBJECT, subject_id__in=registrations, deed=deed)
    for registration, user in entries.values_list("subject_id", "actor"):
        if registration is not None and user is not None:
            users[registration].add(user)
    return users


def answerable_by(user: User) -> list[ModelObjection]:
    """What waits for an answer of theirs, the nearest deadline first."""
    scope = scope_of(user, "collectives.answer_model_objection")
    if scope.is_empty:
        return []
    rows = ModelObjection.objects.within(scope).waiting().select_related("registration__recognition", "contested")
    waiting = list(rows.order_by("due_on", "pk"))
    barred = barred_from(user, waiting)
    return [row for row in waiting if row.pk not in barred]


def remind(today: date) -> int:
    """Who may answer before the day, the province when it is over; how many messages were written or stood there."""
    waiting = ModelObjection.objects.waiting().select_related("registration__recognition", "contested")
    return remind_of(waiting.order_by("due_on", "pk"), today, takers, _above, "collectives.objections")


def _above(objection: ModelObjection) -> list[User]:
    return takers_of(AT_PROVINCE, objection.registration.place_id, most=20)
