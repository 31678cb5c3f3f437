"""A council's meeting: called with its members and dossiers, exceptions noted, held with what everybody voted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.council import has_quorum, quorum_for, vote_on, waiting_for_council
from hieuhoc.assessment.models import Meeting, MeetingLine, MeetingMember, Round
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import Place

SUBJECT = "meeting"
ROWS = 5_000


@dataclass(frozen=True)
class Invited:
    name: str
    post: str = ""
    user: User | None = None


@transaction.atomic
def call_meeting(
    round_: Round, place: Place, members: Sequence[Invited], *, meets_at: datetime, venue: str, actor: User | None
) -> Meeting:
    """All that wait for the council of the commune are laid before it; members with an account are invited. One at a time: called
    while one is, the same again with its new day, place and members, and what came meanwhile laid before it too."""
    require(actor, "assessment.call_meeting", place)
    if not members or len({(member.name, member.post) for member in members}) != len(members):
        raise Refusal(_("Ghi mỗi thành viên của hội đồng một lần."), code="no_members")
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    waiting = waiting_for_council(round_, place)
    called = Meeting.objects.filter(round=round_, place=place, status=Meeting.Status.CALLED)
    meeting = called.order_by("-pk").first()
    if meeting is None and not waiting.exists():
        raise Refusal(_("Không có hồ sơ nào chờ hội đồng."), code="nothing_to_decide")
    if meeting is None:
        meeting = Meeting(round=round_, place=place, called_by=actor)
    meeting.meets_at, meeting.venue, meeting.quorum = meets_at, venue.strip(), quorum_for(waiting)
    meeting.save()
    meeting.members.all().delete()
    MeetingMember.objects.bulk_create(MeetingMember(meeting=meeting, **vars(member)) for member in members)
    ids = waiting.exclude(meeting_lines__meeting=meeting).values_list("pk", flat=True)
    lines = [MeetingLine(meeting=meeting, dossier_id=pk) for pk in ids]
    MeetingLine.objects.bulk_create(lines, batch_size=ROWS)
    record(
        "assessment.call_meeting",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=meeting.pk,
        place=place.pk,
        changes={"meets_at": [None, meets_at], "laid": [None, meeting.lines.count()]},
    )
    _invite(meeting, members)
    return meeting


@transaction.atomic
def except_lines(
    meeting: Meeting, lines: QuerySet[MeetingLine], *, votes_against: int, reason: str, actor: User | None
) -> int:
    """These get so many votes against, with the reason; 0: they are no exception any more. Returns how many."""
    require(actor, "assessment.except_lines", meeting)
    meeting = locked_meeting(meeting)
    members = meeting.members.count()
    if not 0 <= votes_against <= members:
        raise Refusal(
            _("Số phiếu không đồng ý từ 0 đến %(members)d.") % {"members": members}, code="votes_out_of_range"
        )
    if votes_against and not reason.strip():
        raise Refusal(_("Chưa ghi lý do."), code="no_reason")
    count = lines.filter(meeting=meeting).update(
        is_excepted=votes_against > 0, votes_against=votes_against, reason=reason.strip() if votes_against else ""
    )
    record(
        "assessment.except_lines",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=meeting.pk,
        place=meeting.place_id,
        changes={"excepted": [None, count]},
    )
    return count


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, actor: User | None) -> Meeting:
    """Nothing was decided: what was laid before it waits for another."""
    require(actor, "assessment.cancel_meeting", meeting)
    meeting = locked_meeting(meeting)
    meeting.status = Meeting.Status.CANCELLED
    meeting.save(update_fields=["status"])
    record(
        "assessment.cancel_meeting",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=meeting.pk,
        place=meeting.place_id,
        changes={"status": ["called", meeting.status]},
    )
    return meeting


def locked_meeting(meeting: Meeting) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).select_related("round", "place").get(pk=meeting.pk)
    if row.status != Meeting.Status.CALLED:
        raise Refusal(_("Cuộc họp đang ở bước “%(status)s”.") % {"status": row.get_status_display()}, code="wrong_step")
    return row


def refuse_quorum(meeting: Meeting, present: Collection[MeetingMember], members: int) -> None:
    if not has_quorum(present=len(present), members=members, percent=meeting.quorum):
        raise Refusal(
            _("Có mặt %(present)d/%(members)d thành viên, chưa đủ %(quorum)d%% để họp.")
            % {"present": len(present), "members": members, "quorum": meeting.quorum},
            remedy=_("Mời họp lại vào ngày khác."),
            code="no_quorum",
        )


def voted(line: MeetingLine, *, present: int, abstained: int) -> MeetingLine:
    """The line with its votes; raises Refusal when more voted than were there."""
    try:
        vote = vote_on(present=present, abstained=abstained, votes_against=line.votes_against)
    except ValueError as error:
        raise Refusal(
            _("Có hồ sơ ghi %(votes)d phiếu không đồng ý, nhiều hơn số người biểu quyết.")
            % {"votes": line.votes_against},
            remedy=_("Sửa số phiếu của hồ sơ ấy."),
            code="votes_out_of_range",
        ) from error
    line.votes_for, line.agrees = vote.votes_for, vote.agrees
    return line


def _invite(meeting: Meeting, members: Sequence[Invited]) -> None:
    day = timezone.localtime(meeting.meets_at)
    for member in members:
        if member.user is not None:
            send(
                Message.Channel.IN_APP,
                recipient=member.user,
                subject=gettext_lazy("Mời họp Hội đồng xét duyệt"),
                body=_("Họp lúc %(hour)s ngày %(day)s tại %(venue)s, xét %(count)d hồ sơ.")
                % {
                    "hour": f"{day:%H:%M}",
                    "day": f"{day:%d/%m/%Y}",
                    "venue": meeting.venue,
                    "count": meeting.lines.count(),
                },
                key=f"assessment.meeting.{meeting.pk}.{member.user.pk}.{day:%Y%m%d%H%M}",
            )
