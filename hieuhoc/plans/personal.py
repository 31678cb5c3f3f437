"""Plans are an office's; of people they name who signed, and what somebody reported of a task."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from hieuhoc.documents.actions import remove_file
from hieuhoc.lib.personal import TECHNICAL, Kind, Person, columns
from hieuhoc.plans.models import Circular, CircularQuestion, ProgrammePlan, TaskFeed, TaskReport

WORDLESS = "…"  # where an answer stood


def _of_closed_plans(before: datetime, limit: int) -> int:
    """That it was reported, when and with what verdict stays; the words, the link and the file go."""
    closed = TaskReport.objects.filter(task__plan__status=ProgrammePlan.Status.CLOSED, reported_at__lt=before)
    due = closed.exclude(text="", link="", document=None).select_related("document").order_by("pk")[:limit]
    reports = list(due)
    documents = [report.document for report in reports if report.document is not None]
    TaskReport.objects.filter(pk__in=[report.pk for report in reports]).update(text="", link="", document=None)
    for document in documents:
        remove_file(document)
    return len(reports)


def _of_superseded_circulars(before: datetime, limit: int) -> int:
    """That somebody asked and was answered, when and from where stays; the words go."""
    due = CircularQuestion.objects.filter(circular__status=Circular.Status.SUPERSEDED, asked_at__lt=before)
    ended = list(due.exclude(text="", answer__in=["", WORDLESS]).order_by("pk").values_list("pk", flat=True)[:limit])
    answered = CircularQuestion.objects.filter(pk__in=ended, answered_at__isnull=False)
    answered.update(answer=WORDLESS)
    CircularQuestion.objects.filter(pk__in=ended).update(text="")
    return len(ended)


def _feeds(person: Person) -> int:
    return TaskFeed.objects.filter(user__in=person.users).count()


def _end_feeds(person: Person) -> int:
    return TaskFeed.objects.filter(user__in=person.users).delete()[0]


KINDS = (
    Kind(
        "plans.reports",
        gettext_lazy("Báo cáo kết quả nhiệm vụ, tệp kèm theo"),
        counts_from=gettext_lazy("ngày báo cáo, khi kế hoạch đã kết thúc"),
        end=gettext_lazy("xoá lời, đường dẫn và tệp; giữ ngày và kết luận"),
        days=None,
        columns=columns("plans_taskreport", "text", "link", "answer"),
        purge=_of_closed_plans,
        stays=gettext_lazy("Là việc của cơ quan, không phải hồ sơ của một người."),
    ),
    Kind(
        "plans.questions",
        gettext_lazy("Câu hỏi, câu trả lời về văn bản hướng dẫn"),
        counts_from=gettext_lazy("ngày hỏi, khi văn bản đã được thay thế"),
        end=gettext_lazy("xoá lời; giữ ngày và nơi hỏi"),
        days=None,
        columns=columns("plans_circularquestion", "text", "answer"),
        purge=_of_superseded_circulars,
        stays=gettext_lazy("Là việc của cơ quan, không phải hồ sơ của một người."),
    ),
    Kind(
        "plans.signatories",
        gettext_lazy("Người ký kế hoạch"),
        held=lambda _person: 0,  # known by name only: an office's, no record's
        stays=gettext_lazy("Ghi trong kế hoạch của cơ quan ban hành."),
        columns=columns("plans_programmeplan", "signatory", "signatory_title"),
    ),
    Kind(
        "plans.feeds",
        gettext_lazy("Địa chỉ lịch nhiệm vụ của tài khoản"),
        end=gettext_lazy("xoá"),
        source=TECHNICAL,
        columns=columns("plans_taskfeed", "secret"),
        held=_feeds,
        erase=_end_feeds,
    ),
)
IMPERSONAL = frozenset(
    {
        "plans_budgetline",
        "plans_circular",
        "plans_planedition",
        "plans_plantarget",
        "plans_plantask",
        "plans_reminderrule",
        "plans_taskreport.verdict",
        *(
            f"plans_programmeplan.{column}"
            for column in ("title", "organ", "bases", "purpose", "number", "recipients", "status", "note")
        ),
    }
)
