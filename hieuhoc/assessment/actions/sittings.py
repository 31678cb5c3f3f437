"""Holding a council's meeting: votes, verdicts, next steps, minutes and the entry in the history, all or none."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.actions.concurrency import record_many
from hieuhoc.assessment.actions.meetings import ROWS, SUBJECT, locked_meeting, refuse_quorum, voted
from hieuhoc.assessment.council import abstentions, open_lines
from hieuhoc.assessment.impartiality import Bar, bars
from hieuhoc.assessment.minutes import minutes_on_paper
from hieuhoc.assessment.models import Dossier, Meeting, MeetingLine, MeetingMember, Stance
from hieuhoc.assessment.steps import SUBJECT as DOSSIER
from hieuhoc.assessment.steps import passages_of
from hieuhoc.audit.actions import record
from hieuhoc.chains.models import Chain
from hieuhoc.chains.passing import finish, put
from hieuhoc.chains.reads import exists_at
from hieuhoc.chains.rules import next_position
from hieuhoc.documents.actions import store_file
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message

READ = ("meeting_id", "votes_for", "votes_against", "reason", "agrees", "dossier__place_id")


@transaction.atomic
def hold_meeting(meeting: Meeting, present: Collection[int], *, remark: str = "", actor: User | None) -> Meeting:
    """`present`: ids of the members who were there. What was laid before it and waits for it still is decided by their
    votes: agreed, it goes on; not agreed, it has not passed. A member who has an account does not vote on their own or
    their family's dossier; whose it is, the actor leaves for another meeting that somebody else writes down."""
    require(actor, "assessment.hold_meeting", meeting)
    meeting = locked_meeting(meeting)
    members = list(meeting.members.select_related("user").order_by("pk"))
    there = [member for member in members if member.pk in set(present)]
    refuse_quorum(meeting, there, len(members))
    lines = _voted_lines(meeting, there, actor)
    if not lines:
        raise Refusal(_("Không còn hồ sơ nào chờ hội đồng."), code="nothing_to_decide")
    MeetingMember.objects.filter(pk__in=[member.pk for member in there]).update(was_present=True)
    _keep_votes(lines)
    _decide(lines, actor)
    _write_down(meeting, lines, remark, len(there), actor)
    return meeting


def _voted_lines(meeting: Meeting, there: Sequence[MeetingMember], actor: User | None) -> list[MeetingLine]:
    lines = list(open_lines(meeting).select_related("dossier").only(*READ).order_by("pk"))
    ids = [line.dossier_id for line in lines]
    list(Dossier.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    own = {dossier for dossier, bar in bars(actor, ids).items() if bar != Bar.ENTERED}
    away = abstentions([member.user for member in there if member.user is not None], ids)
    return [
        voted(line, present=len(there), abstained=away.get(line.dossier_id, 0))
        for line in lines
        if line.dossier_id not in own
    ]


def _keep_votes(lines: Sequence[MeetingLine]) -> None:
    """A sitting has few different results: one statement for each."""
    alike: dict[tuple[int | None, bool | None], list[int]] = defaultdict(list)
    for line in lines:
        alike[line.votes_for, line.agrees].append(line.pk)
    for (votes_for, agrees), ids in alike.items():
        MeetingLine.objects.filter(pk__in=ids).update(votes_for=votes_for, agrees=agrees)


def _decide(lines: Sequence[MeetingLine], actor: User | None) -> None:
    standing = passages_of([line.dossier_id for line in lines])
    onward: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    chains: dict[int, Chain] = {}
    for line in lines:
        here = standing[line.dossier_id]
        chains.setdefault(here.chain.pk, here.chain)
        if line.agrees:
            onward[here.chain.pk, here.position, line.dossier.place_id].append(line.dossier_id)
    ways = {pk: chain.way for pk, chain in chains.items()}
    stances = []
    for line in lines:
        here = standing[line.dossier_id]
        name = ways[here.chain.pk].at(here.position).name
        said = {"step": here.position, "step_name": name, "agrees": bool(line.agrees), "reason": line.reason}
        stances.append(Stance(dossier_id=line.dossier_id, given_by=actor, **said))
    Stance.objects.bulk_create(stances, batch_size=ROWS)
    refused = [line.dossier_id for line in lines if not line.agrees]
    Dossier.objects.filter(pk__in=refused).update(status=Dossier.Status.FAILED)
    Dossier.objects.filter(pk__in=list(standing)).update(edition=F("edition") + 1)
    finish(DOSSIER, refused)
    for (chain, position, place), ids in onward.items():
        following = next_position(ways[chain], position, partial(exists_at, place_id=place))
        if following is not None:
            put(DOSSIER, ids, chains[chain], following, timezone.localdate())


def _write_down(meeting: Meeting, lines: Sequence[MeetingLine], remark: str, present: int, actor: User | None) -> None:
    refused = [line.pk for line in lines if not line.agrees]
    listed = MeetingLine.objects.filter(pk__in=refused).select_related("dossier__citizen", "dossier__applicant_group")
    meeting.status, meeting.held_at, meeting.present = Meeting.Status.HELD, timezone.now(), present
    meeting.remark = remark.strip()
    paper = minutes_on_paper(
        meeting,
        list(listed.order_by("dossier__citizen__name_key", "pk")),
        laid=len(lines),
        agreed=len(lines) - len(refused),
    )
    name = f"bien-ban-{meeting.pk}.pdf"
    meeting.minutes = store_file(paper, kind="minutes", file_name=name, media_type="application/pdf")
    meeting.save()
    changes = {"status": ["called", meeting.status], "agreed": [None, len(lines) - len(refused)]}
    record(
        "assessment.hold_meeting",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=meeting.pk,
        place=meeting.place_id,
        changes=changes | {"present": [None, present], "refused": [None, len(refused)]},
    )
    dossiers = Dossier.objects.filter(pk__in=[line.dossier_id for line in lines]).only("pk", "place_id")
    record_many("assessment.hold_meeting", list(dossiers), changes={"meeting": [None, meeting.pk]}, actor=actor)
    _tell(meeting, list(listed))


def _tell(meeting: Meeting, refused: Sequence[MeetingLine]) -> None:
    """Those it did not agree to learn why, with what they may do."""
    for line in refused:
        if line.dossier.citizen.user_id is not None:
            send(
                Message.Channel.IN_APP,
                recipient=line.dossier.citizen.user,
                subject=gettext_lazy("Hội đồng xét duyệt chưa đồng ý hồ sơ"),
                body=line.reason,
                key=f"assessment.meeting.{meeting.pk}.dossier.{line.dossier_id}",
            )
