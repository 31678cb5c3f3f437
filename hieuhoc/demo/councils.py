"""A council of the demonstration met about the dossiers of its commune; one of those it did not agree to objects."""

from datetime import timedelta

from django.utils import timezone

from hieuhoc.assessment.actions import call_meeting, confirm_dossiers, except_lines, hold_meeting
from hieuhoc.assessment.actions.meetings import Invited
from hieuhoc.assessment.council import waiting_for_council
from hieuhoc.assessment.models import Dossier, MeetingLine, Round
from hieuhoc.chains.models import Chain
from hieuhoc.recognition.actions import raise_objection

MEMBERS = (
    Invited("Y Blơm Niê", "Chủ tịch Hội Khuyến học xã"),
    Invited("Trần Thị Hiền", "Phó Chủ tịch Ủy ban nhân dân xã"),
    Invited("H'Nga Kbuôr", "Hiệu trưởng trường tiểu học"),
    Invited("Lê Văn Quý", "Bí thư chi bộ"),
)
LAID, EXCEPTED = 60, 2
WHY = "Chưa có minh chứng dự các buổi học ở buôn"


def hold_one(year: int) -> None:
    """Where the chain with a council is in force. Nothing where too few dossiers were sent."""
    chain = (
        Chain.objects.kept()
        .filter(kind="citizen", place__isnull=False, since_year=year)
        .select_related("place")
        .first()
    )
    round_ = Round.objects.get(year=year)
    if chain is None or chain.place is None:
        return
    sent = Dossier.objects.filter(round=round_, place=chain.place, status=Dossier.Status.SUBMITTED).order_by("pk")
    confirm_dossiers(list(sent.select_related("citizen")[:LAID]), actor=None)
    if waiting_for_council(round_, chain.place).count() <= EXCEPTED:
        return
    day = timezone.now().replace(hour=1, minute=0) - timedelta(days=1)
    meeting = call_meeting(
        round_, chain.place, MEMBERS, meets_at=day, venue="Hội trường Ủy ban nhân dân xã", actor=None
    )
    some = MeetingLine.objects.filter(pk__in=list(meeting.lines.order_by("pk").values_list("pk", flat=True)[:EXCEPTED]))
    except_lines(meeting, some, votes_against=3, reason=WHY, actor=None)
    present = list(meeting.members.order_by("pk").values_list("pk", flat=True)[:3])
    hold_meeting(meeting, present, remark="Đề nghị các thôn, buôn gửi minh chứng sớm hơn ở đợt sau.", actor=None)
    refused = meeting.lines.filter(agrees=False).select_related("dossier").order_by("pk").first()
    if refused is not None:
        raise_objection(refused.dossier, reason="Tôi dự đủ các buổi, sổ ký tên ở nhà văn hoá còn giữ.", actor=None)
