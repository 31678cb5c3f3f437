"""Against which result somebody may object until when, and who may answer: nobody who had judged it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import may, scope_of
from hieuhoc.assessment.impartiality import bars
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reexamining import judges_of
from hieuhoc.assessment.steps import SUBJECT, way_of
from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.chains.reads import takers_of
from hieuhoc.chains.rules import Act, ChainStep, Who
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.models import Decision, Objection, Proposal, ProposalLine, Title
from hieuhoc.recognition.rules import may_object

MOST_NAMED = 3
AT_COMMUNE = ChainStep(name="–", who=Who.COMMUNE, act=Act.DECIDE)
AT_PROVINCE = ChainStep(name="–", who=Who.PROVINCE, act=Act.DECIDE)
REVOKING = "recognition.revoke_title"
STRIKING = ("recognition.strike_line", "recognition.make_proposal")


@dataclass(frozen=True)
class Contestable:
    """`about`: Objection.About; `result_at`: when the result came; `until`: the last day to object to it."""

    about: str
    result_at: datetime
    until: date


def contestable(dossier: Dossier) -> Contestable | None:
    """The result that stands; None: none that a person could object to. With `round` joined."""
    about, result_at = _result_of(dossier)
    if result_at is None:
        return None
    days = way_of(dossier).objection_days
    return Contestable(about, result_at, timezone.localdate(result_at) + timedelta(days=days))


def open_to_objection(dossier: Dossier) -> Contestable | None:
    """The same, while somebody may: in time, and neither waiting nor answered since."""
    result = contestable(dossier)
    if result is None:
        return None
    before = list(dossier.objections.values_list("status", "answered_at"))
    may = may_object(
        result_at=result.result_at,
        until=result.until,
        today=timezone.localdate(),
        is_waiting=any(status == Objection.Status.RAISED for status, _answered in before),
        answered=[answered for _status, answered in before if answered is not None],
    )
    return result if may else None


def barred_from(user: User | None, objections: Sequence[Objection]) -> dict[int, str]:
    """Objection (pk) → why somebody else answers it: the sentence. With `dossier` joined."""
    if user is None or not objections:
        return {}
    ids = {row.dossier_id for row in objections}
    kin, judged = bars(user, ids), hands_on(ids)
    revokers = revokers_of([row.dossier_id for row in objections if row.about == Objection.About.REVOKED])
    said = {}
    for row in objections:
        if row.dossier_id in kin:
            said[row.pk] = _("Không xét lại hồ sơ của mình, của gia đình mình, hoặc hồ sơ mình đã nhập điểm.")
        elif row.about != Objection.About.REVOKED:
            if user.pk in judged.get(row.dossier_id, ()):
                said[row.pk] = _("Người đã xét hồ sơ này không xét lại.")
        elif user.pk in revokers.get(row.dossier_id, ()):
            said[row.pk] = _("Người đã thu hồi danh hiệu này không xét lại.")
        elif not _may_restore(user, row.dossier):
            said[row.pk] = _("Việc thu hồi được xét lại ở nơi ra được quyết định khôi phục danh hiệu.")
    return said


def refuse_answering(user: User | None, objection: Objection) -> None:
    """Raises Refusal ("judged_before") with the names of some who may."""
    refuse_barred(barred_from(user, [objection]).get(objection.pk), lambda: takers(objection))


def refuse_barred(why: str | None, others: Callable[[], Sequence[User]]) -> None:
    """`why`: the sentence, None for who may; `others`: who may instead."""
    if why is None:
        return
    names = ", ".join(person.full_name for person in others()[:MOST_NAMED])
    remedy = _("Người xét lại được: %(names)s.") % {"names": names} if names else _("Để cán bộ khác xét lại.")
    raise Refusal(why, remedy=remedy, code="judged_before")


def officers_over(place_id: int, *, most: int) -> list[User]:
    """Some of those of the commune, then of the province."""
    known = [person for step in (AT_COMMUNE, AT_PROVINCE) for person in takers_of(step, place_id, most=most)]
    return list(dict.fromkeys(known))


def taken_back_at(subject_kind: str, pk: int, *, deed: str, by: Decision) -> datetime:
    """When somebody did; of what was brought from before, when its decision was entered."""
    entries = Entry.objects.filter(subject_kind=subject_kind, subject_id=pk, deed=deed)
    newest: datetime | None = entries.order_by("-pk").values_list("at", flat=True).first()
    return newest or by.made_at


def takers(objection: Objection, *, most: int = 20) -> list[User]:
    """Some of those who may answer: officers of the commune who had no hand in it, then those of the province. Of a
    revocation only those who could take it back."""
    dossier = objection.dossier
    is_revoked = objection.about == Objection.About.REVOKED
    hands = (revokers_of if is_revoked else hands_on)([dossier.pk]).get(dossier.pk, set())
    free = [
        person
        for person in officers_over(dossier.place_id, most=most * 2)
        if person.pk not in hands and person.pk != dossier.owner_id and dossier.pk not in bars(person, [dossier.pk])
    ]
    if is_revoked:
        free = [person for person in free if _may_restore(person, dossier)]
    return free[:most]


def hands_on(dossiers: Collection[int]) -> dict[int, set[int]]:
    """Dossier (id) → users who judged it, or took it off a list."""
    hands: dict[int, set[int]] = defaultdict(set, judges_of(dossiers))
    rows = EntryRow.objects.filter(subject_kind=SUBJECT, subject_id__in=dossiers, entry__deed__in=STRIKING)
    for dossier, user in rows.values_list("subject_id", "entry__actor"):
        if user is not None:
            hands[dossier].add(user)
    return hands


def revokers_of(dossiers: Collection[int]) -> dict[int, set[int]]:
    """Dossier (id) → users who took the title that came of it back."""
    titles = dict(Title.objects.filter(dossier__in=dossiers).values_list("pk", "dossier")) if dossiers else {}
    entries = Entry.objects.filter(subject_kind="title", subject_id__in=titles, deed=REVOKING, actor__isnull=False)
    revokers: dict[int, set[int]] = defaultdict(set)
    for title, user in entries.values_list("subject_id", "actor") if titles else ():
        dossier = titles.get(title) if title is not None else None
        if dossier is not None:
            revokers[dossier].add(user)
    return revokers


def _may_restore(user: User, dossier: Dossier) -> bool:
    title = Title.objects.filter(dossier=dossier).select_related("dossier").first()
    return title is not None and may(user, "recognition.restore_title", title)


def answerable_by(user: User) -> list[Objection]:
    """What waits for an answer of theirs, the nearest deadline first."""
    scope = scope_of(user, "recognition.answer_objection")
    if scope.is_empty:
        return []
    waiting = list(Objection.objects.within(scope).waiting().select_related("dossier").order_by("due_on", "pk"))
    barred = barred_from(user, waiting)
    return [row for row in waiting if row.pk not in barred]


def _result_of(dossier: Dossier) -> tuple[str, datetime | None]:
    if dossier.status == Dossier.Status.FAILED:
        refusals = dossier.stances.filter(agrees=False).order_by("-given_at").values_list("given_at", flat=True)
        times = [time for time in (dossier.decided_at, refusals.first()) if time is not None]
        return Objection.About.FAILED, max(times, default=None)
    if dossier.status == Dossier.Status.RECOGNISED:
        return Objection.About.REVOKED, _revoked_at(dossier)
    if dossier.status != Dossier.Status.PASSED:
        return "", None
    lines = ProposalLine.objects.filter(dossier=dossier)
    if lines.filter(is_struck=False).exists():
        return "", None
    done = [Proposal.Status.SENT, Proposal.Status.DECIDED]
    struck = lines.filter(is_struck=True, proposal__status__in=done, proposal__sent_at__isnull=False)
    return Objection.About.STRUCK, struck.order_by("-proposal__sent_at").values_list(
        "proposal__sent_at", flat=True
    ).first()


def _revoked_at(dossier: Dossier) -> datetime | None:
    """When the title was taken back, by a decision that stands; None: it stands itself."""
    title = Title.objects.filter(dossier=dossier, revoked_by__isnull=False).select_related("revoked_by").first()
    if title is None or title.revoked_by is None:
        return None
    return taken_back_at("title", title.pk, deed=REVOKING, by=title.revoked_by)
