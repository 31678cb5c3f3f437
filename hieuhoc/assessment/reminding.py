"""Steps that fall due: those whose step it is are told before the day, and those above them when it is over. Each is told
once of a step, a place and a day, however often the job runs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.steps import SUBJECT, first_step
from hieuhoc.chains.models import Chain, Passage
from hieuhoc.chains.passing import put
from hieuhoc.chains.reads import takers_of
from hieuhoc.chains.rules import Act, ChainStep, Who
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.places.reads import commune_of, name_of

SOON = timedelta(days=3)  # this long before the day
LATE = timedelta(days=3)  # and this long after it, the office above
MOST_TOLD = 20
ABOVE = ChainStep(name="–", who=Who.PROVINCE, act=Act.DECIDE)


@dataclass(frozen=True)
class Awaited:
    """The same step at the same commune, due on the same day."""

    chain: Chain
    position: int
    commune: int
    due_on: date


@transaction.atomic
def remind(today: date) -> int:
    """Returns how many messages were written or stood there."""
    enter_sent()
    told = 0
    for awaited, count in _awaited(today).items():
        step = awaited.chain.way.at(awaited.position)
        told += _tell(takers_of(step, awaited.commune, most=MOST_TOLD), awaited, count, "due")
        if awaited.due_on + LATE <= today:
            told += _tell(takers_of(ABOVE, awaited.commune, most=MOST_TOLD), awaited, count, "late")
    return told


def enter_sent() -> int:
    """Dossiers that were sent where a chain holds stand at its first step from the day they were sent, whatever way they
    came: page, office or spreadsheet. Returns how many entered."""
    entered = 0
    for round_ in Round.objects.filter(status=Round.Status.OPEN):
        if not Chain.objects.kept().filter(since_year__lte=round_.year).exists():
            continue
        sent = Dossier.objects.filter(round=round_, status=Dossier.Status.SUBMITTED).select_related("round")
        known = Passage.objects.filter(subject_kind=SUBJECT).values("subject_id")
        alike: dict[tuple[int, int | None, date], list[Dossier]] = defaultdict(list)
        for dossier in sent.exclude(pk__in=known):
            alike[dossier.place_id, dossier.unit_id, _day(dossier)].append(dossier)
        for rows in alike.values():
            here = first_step(rows[0])
            if here is not None:
                put(SUBJECT, [row.pk for row in rows], here.chain, here.position, here.entered_on)
                entered += len(rows)
    return entered


def _day(dossier: Dossier) -> date:
    assert dossier.submitted_at is not None  # dossier_sent_when
    return dossier.submitted_at.date()


def _awaited(today: date) -> Mapping[Awaited, int]:
    rows = Passage.objects.filter(subject_kind=SUBJECT, due_on__lte=today + SOON).exclude(awaits="")
    rows = rows.select_related("chain")
    places = dict(Dossier.objects.filter(pk__in=rows.values("subject_id")).values_list("pk", "place_id"))
    counts: dict[Awaited, int] = defaultdict(int)
    for row in rows:
        place = places.get(row.subject_id)
        if place is not None and row.due_on is not None:
            counts[Awaited(row.chain, row.position, commune_of(place, today) or place, row.due_on)] += 1
    return counts


def _tell(users: list[User], awaited: Awaited, count: int, kind: str) -> int:
    with override("vi"):
        words = {
            "count": count,
            "step": awaited.chain.way.at(awaited.position).name,
            "place": name_of(awaited.commune, awaited.due_on),
            "day": f"{awaited.due_on:%d/%m/%Y}",
        }
        body = _("%(count)d hồ sơ ở bước “%(step)s” (%(place)s) có hạn %(day)s.") % words
    subject = gettext_lazy("Hồ sơ quá hạn ở cấp dưới") if kind == "late" else gettext_lazy("Hồ sơ đến hạn xét")
    for user in users:
        key = f"chains.{kind}.{awaited.chain.pk}.{awaited.position}.{awaited.commune}.{awaited.due_on}.{user.pk}"
        send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=key)
    return len(users)
