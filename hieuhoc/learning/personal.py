"""Trainings are nobody's; who took part stays as a fact without a name, which figures count. Whom to ask about an activity
may be a person, named until it has been over for a time."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.documents.actions import remove_file
from hieuhoc.learning.models import (
    Activity,
    Attendance,
    Feedback,
    LearningWish,
    OwnLearning,
    Participation,
    RecordLink,
    Scan,
    Trainee,
    Training,
)
from hieuhoc.lib.personal import Kind, Person, columns


def _end_contacts(before: datetime, limit: int) -> int:
    over = Activity.objects.filter(last_on__lt=timezone.localdate(before)).exclude(contact="").order_by("pk")
    return Activity.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:limit])).update(contact="")


def _of(person: Person) -> QuerySet[Participation]:
    return Participation.objects.filter(citizen__in=person.citizens)


def _wishes_of(person: Person) -> QuerySet[LearningWish]:
    return LearningWish.objects.filter(citizen__in=person.citizens)


def _own_of(person: Person) -> QuerySet[OwnLearning]:
    return OwnLearning.objects.filter(citizen__in=person.citizens)


def _end_own(person: Person) -> int:
    """With its files."""
    rows = list(_own_of(person).select_related("document"))
    _own_of(person).delete()
    for row in rows:
        if row.document is not None:
            remove_file(row.document)
    return len(rows)


def _links_of(person: Person) -> QuerySet[RecordLink]:
    return RecordLink.objects.filter(citizen__in=person.citizens)


def _end_links(before: datetime, limit: int) -> int:
    ended = RecordLink.objects.filter(Q(until__lt=timezone.localdate(before)) | Q(withdrawn_at__lt=before)).order_by(
        "pk"
    )
    return RecordLink.objects.filter(pk__in=list(ended.values_list("pk", flat=True)[:limit])).delete()[0]


def _end_scans(before: datetime, limit: int) -> int:
    old = Scan.objects.filter(received_at__lt=before).order_by("pk").values_list("pk", flat=True)
    return Scan.objects.filter(pk__in=list(old[:limit])).delete()[0]


def _end_words(before: datetime, limit: int) -> int:
    over = Training.objects.filter(held_on__lt=timezone.localdate(before)).values("pk")
    said = Feedback.objects.filter(training__in=over).exclude(words="").values_list("pk", flat=True)
    return Feedback.objects.filter(pk__in=list(said[:limit])).update(words="")


def _certificates(person: Person) -> QuerySet[Attendance]:
    return Attendance.objects.filter(citizen__in=person.citizens, code__isnull=False)


def _trainees(person: Person) -> QuerySet[Trainee]:
    return Trainee.objects.filter(citizen__in=person.citizens)


def _erase_trainees(person: Person) -> int:
    count = _trainees(person).count()
    _trainees(person).delete()
    return count


NOBODYS = (
    *("code", "title", "title_key", "about", "audience", "language", "venue", "access_note", "link", "organiser"),
    *("status", "cancel_reason"),
)
KINDS: tuple[Kind, ...] = (
    Kind(
        "learning.contacts",
        gettext_lazy("Người liên hệ ghi ở hoạt động học tập"),
        counts_from=gettext_lazy("ngày cuối của hoạt động"),
        end=gettext_lazy("xoá"),
        days=365,
        columns=columns("learning_activity", "contact"),
        purge=_end_contacts,
    ),
    Kind(
        "learning.participations",
        gettext_lazy("Việc ghi danh, có mặt ở hoạt động học tập"),
        end=gettext_lazy("xoá"),
        columns=columns("learning_participation", "status"),
        held=lambda person: _of(person).count(),
        erase=lambda person: _of(person).delete()[0],
    ),
    Kind(
        "learning.wishes",
        gettext_lazy("Điều một người muốn học, hỏi mỗi năm một lần"),
        end=gettext_lazy("xoá"),
        columns=columns("learning_wish", "other"),
        held=lambda person: _wishes_of(person).count(),
        erase=lambda person: _wishes_of(person).delete()[0],
    ),
    Kind(
        "learning.own_learning",
        gettext_lazy("Điều một người tự học, tự khai trong hồ sơ học tập: lời, tệp"),
        end=gettext_lazy("xoá lời và tệp"),
        columns=columns("learning_ownlearning", "kind", "title", "giver", "learned"),
        held=lambda person: _own_of(person).count(),
        erase=_end_own,
    ),
    Kind(
        "learning.record_links",
        gettext_lazy("Đường dẫn chia sẻ hồ sơ học tập"),
        counts_from=gettext_lazy("ngày hết hạn hoặc rút"),
        end=gettext_lazy("xoá"),
        days=90,
        columns=columns("learning_recordlink", "token_hash", "name"),
        purge=_end_links,
        held=lambda person: _links_of(person).count(),
        erase=lambda person: _links_of(person).delete()[0],
    ),
    Kind(
        "learning.trainees",
        gettext_lazy("Việc được mời, đăng ký, có mặt ở lớp tập huấn"),
        end=gettext_lazy("xoá"),
        columns=columns("learning_trainee", "status", "code") | columns("learning_quizattempt", "answers"),
        held=lambda person: _trainees(person).count(),
        erase=_erase_trainees,
    ),
    Kind(
        "learning.scans",
        gettext_lazy("Từng lần quét mã điểm danh"),
        counts_from=gettext_lazy("ngày nhận"),
        end=gettext_lazy("xoá; việc có mặt còn lại"),
        days=365,
        purge=_end_scans,
    ),
    Kind(
        "learning.feedback",
        gettext_lazy("Ý kiến không ghi tên sau lớp tập huấn"),
        counts_from=gettext_lazy("ngày cuối của lớp"),
        end=gettext_lazy("xoá lời, giữ điểm"),
        days=730,
        columns=columns("learning_feedback", "words"),
        purge=_end_words,
        stays=gettext_lazy("Không ghi của ai, nên không tìm được theo người."),
    ),
    Kind(
        "learning.certificates",
        gettext_lazy("Mã giấy xác nhận hoàn thành lớp tập huấn"),
        end=gettext_lazy("xoá mã; giấy đã in không kiểm tra được nữa"),
        columns=columns("learning_attendance", "code"),
        held=lambda person: _certificates(person).count(),
        erase=lambda person: _certificates(person).update(code=None, given_on=None),
    ),
)
IMPERSONAL = frozenset(
    {"learning_training", "learning_lesson", "learning_topic", "learning_topiccriterion", "learning_quiz"}
    | {"learning_material"}
) | columns("learning_activity", *NOBODYS)
