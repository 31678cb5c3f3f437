"""Dossiers: evidence and reasons go, points stay without a name."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.models import Dossier, Evidence, MeetingLine, Round, Scoring, Stance
from hieuhoc.documents.actions import remove_file
from hieuhoc.lib.personal import Kind, Person, columns


def _end(pieces: QuerySet[Evidence]) -> int:
    """That there was a piece stays; its words, its link and its file go."""
    listed = list(pieces.select_related("document"))
    documents = [piece.document for piece in listed if piece.document is not None]
    ids = [piece.pk for piece in listed]
    now = timezone.now()
    Evidence.objects.filter(pk__in=ids, removed_at__isnull=True).update(removed_at=now)
    Evidence.objects.filter(pk__in=ids).update(text="", link="", document=None)
    for document in documents:
        remove_file(document)
    return len(listed)


def _with_content() -> QuerySet[Evidence]:
    return Evidence.objects.filter(Q(document__isnull=False) | ~Q(text="") | ~Q(link=""))


def _some(pieces: QuerySet[Evidence], limit: int) -> QuerySet[Evidence]:
    return Evidence.objects.filter(pk__in=list(pieces.order_by("pk").values_list("pk", flat=True)[:limit]))


def _removed(before: datetime, limit: int) -> int:
    return _end(_some(_with_content().filter(removed_at__lt=before), limit))


def _of_closed_rounds(before: datetime, limit: int) -> int:
    closed = Round.objects.filter(status=Round.Status.CLOSED, closes_on__lt=timezone.localdate(before))
    return _end(_some(_with_content().filter(dossier__round__in=closed), limit))


def _of(person: Person) -> QuerySet[Evidence]:
    return _with_content().filter(dossier__citizen__in=person.citizens)


def _reasons(person: Person) -> QuerySet[Scoring]:
    return Scoring.objects.filter(dossier__citizen__in=person.citizens).exclude(reasons={})


def _stances(person: Person) -> QuerySet[Stance]:
    return Stance.objects.filter(dossier__citizen__in=person.citizens).exclude(reason="")


def _notes(person: Person) -> QuerySet[Dossier]:
    return Dossier.objects.filter(citizen__in=person.citizens).exclude(return_note="")


def _words_held(person: Person) -> int:
    """Notes, stances and what a council said, in one question."""
    counts = Dossier.objects.filter(citizen__in=person.citizens).aggregate(
        notes=Count("pk", filter=~Q(return_note=""), distinct=True),
        stances=Count("stances", filter=~Q(stances__reason=""), distinct=True),
        lines=Count("meeting_lines", filter=~Q(meeting_lines__reason=""), distinct=True),
    )
    return sum(counts.values())


KINDS = (
    Kind(
        "assessment.evidence",
        gettext_lazy("Minh chứng của đợt đã đóng: lời kể, đường dẫn, tệp"),
        counts_from=gettext_lazy("ngày đợt kết thúc"),
        end=gettext_lazy("xoá nội dung và tệp"),
        columns=columns("assessment_evidence", "text", "link"),
        purge=_of_closed_rounds,
        held=lambda person: _of(person).count(),
        erase=lambda person: _end(_of(person)),
    ),
    Kind(
        "assessment.removed_evidence",
        gettext_lazy("Minh chứng đã bỏ"),
        counts_from=gettext_lazy("ngày bỏ"),
        end=gettext_lazy("xoá nội dung và tệp"),
        days=30,
        purge=_removed,
    ),
    Kind(
        "assessment.reasons",
        gettext_lazy("Lý do đổi điểm, ý kiến xét, lời trả lại hồ sơ"),
        end=gettext_lazy("xoá"),
        columns=columns("assessment_scoring", "reasons")
        | columns("assessment_dossier", "return_note")
        | columns("assessment_stance", "reason")
        | columns("assessment_meetingline", "reason"),
        held=lambda person: _reasons(person).count() + _words_held(person),
        erase=lambda person: (
            _reasons(person).update(reasons={})
            + _notes(person).update(return_note="")
            + _stances(person).update(reason="")
            + MeetingLine.objects.filter(dossier__citizen__in=person.citizens).exclude(reason="").update(reason="")
        ),
    ),
    Kind(
        "assessment.council",
        gettext_lazy("Thành viên hội đồng xét duyệt, ý kiến trong biên bản"),
        columns=columns("assessment_meetingmember", "name", "post") | columns("assessment_meeting", "remark", "venue"),
        held=lambda _person: 0,
        stays=gettext_lazy("Biên bản họp là văn bản của cơ quan; tên thành viên là tên người làm việc đó."),
    ),
    Kind(
        "assessment.points",
        gettext_lazy("Điểm và kết quả xét"),
        held=lambda person: Dossier.objects.filter(citizen__in=person.citizens).count(),
        stays=gettext_lazy("Không còn tên; số liệu các năm đã chốt đếm từ đó."),
    ),
)
IMPERSONAL = frozenset(
    {
        *("assessment_round", "assessment_dossier.status", "assessment_scoring.stage", "assessment_evidence.kind"),
        *("assessment_scoring.step_name", "assessment_stance.step_name"),
        "assessment_meeting.status",
    }
)
