"""What somebody learned and wishes to learn: activities, trainings, wishes."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.learning.models import Attendance, LearningWish, OwnLearning, Participation, RecordLink, Topic, Trainee
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person


def _activities(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Participation.objects.filter(citizen__in=person.citizens).select_related("activity")
    for row in rows.order_by("queued_at", "pk"):
        yield (
            row.activity.title,
            row.activity.first_on,
            row.get_status_display(),
            len(row.attended),
            row.completed_on,
            row.is_evidence,
        )


def _trainings(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Attendance.objects.filter(citizen__in=person.citizens).select_related("training")
    for row in rows.order_by("training__held_on", "pk"):
        yield row.training.title, row.training.held_on, row.attended, row.completed, row.code


def _invitations(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = Trainee.objects.filter(citizen__in=person.citizens).select_related("training")
    for row in rows.order_by("training__held_on", "pk"):
        yield row.training.title, row.get_status_display(), row.invited_at, row.registered_at, row.has_given_feedback


def _wishes(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = list(LearningWish.objects.filter(citizen__in=person.citizens).order_by("year", "pk"))
    names = dict(Topic.objects.filter(pk__in={topic for row in rows for topic in row.topics}).values_list("pk", "name"))
    for row in rows:
        yield row.year, ", ".join(names.get(topic, "") for topic in row.topics), row.other or None, row.answered_at


def _own(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    rows = OwnLearning.objects.filter(citizen__in=person.citizens).select_related("document")
    for row in rows.order_by("learned_on", "pk"):
        file = row.document.file_name if row.document else None
        yield (
            row.get_kind_display(),
            row.title,
            row.giver or None,
            row.learned_on,
            row.hours,
            row.learned or None,
            row.asks_confirming,
            row.confirmed_at,
            file,
            row.added_at,
        )


def _links(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in RecordLink.objects.filter(citizen__in=person.citizens).order_by("made_at", "pk"):
        yield (
            row.name or None,
            row.shows_titles,
            row.shows_activities,
            row.shows_own,
            row.until,
            row.made_at,
            row.withdrawn_at,
            row.opened,
        )


TITLE = gettext_lazy("Tên")
PARTS = (
    OwnPart(
        "learning.activities",
        gettext_lazy("Hoạt động học tập"),
        (
            ("title", TITLE),
            ("first_on", gettext_lazy("Bắt đầu ngày")),
            ("status", gettext_lazy("Tình trạng")),
            ("days_attended", gettext_lazy("Số buổi đã dự")),
            ("completed_on", gettext_lazy("Hoàn thành ngày")),
            ("is_evidence", gettext_lazy("Dùng làm minh chứng")),
        ),
        _activities,
        covers=("learning.participations",),
    ),
    OwnPart(
        "learning.trainings",
        gettext_lazy("Lớp tập huấn đã dự"),
        (
            ("title", TITLE),
            ("held_on", gettext_lazy("Ngày")),
            ("attended", gettext_lazy("Có mặt")),
            ("completed", gettext_lazy("Hoàn thành")),
            ("code", gettext_lazy("Mã giấy xác nhận")),
        ),
        _trainings,
        covers=("learning.certificates",),
    ),
    OwnPart(
        "learning.invitations",
        gettext_lazy("Lớp tập huấn được mời, đã đăng ký"),
        (
            ("title", TITLE),
            ("status", gettext_lazy("Tình trạng")),
            ("invited_at", gettext_lazy("Mời lúc")),
            ("registered_at", gettext_lazy("Đăng ký lúc")),
            ("has_given_feedback", gettext_lazy("Đã góp ý")),
        ),
        _invitations,
        covers=("learning.trainees",),
    ),
    OwnPart(
        "learning.wishes",
        gettext_lazy("Điều muốn học"),
        (
            ("year", gettext_lazy("Năm")),
            ("topics", gettext_lazy("Chủ đề")),
            ("other", gettext_lazy("Điều khác")),
            ("answered_at", gettext_lazy("Trả lời lúc")),
        ),
        _wishes,
        covers=("learning.wishes",),
    ),
    OwnPart(
        "learning.own_learning",
        gettext_lazy("Điều tự học, tự khai"),
        (
            ("kind", gettext_lazy("Loại")),
            ("title", TITLE),
            ("giver", gettext_lazy("Nơi dạy, nơi cấp, tác giả")),
            ("learned_on", gettext_lazy("Ngày học")),
            ("hours", gettext_lazy("Số giờ")),
            ("learned", gettext_lazy("Học được điều gì")),
            ("asks_confirming", gettext_lazy("Nhờ xác nhận")),
            ("confirmed_at", gettext_lazy("Xác nhận lúc")),
            ("file", gettext_lazy("Tệp")),
            ("added_at", gettext_lazy("Ghi lúc")),
        ),
        _own,
        covers=("learning.own_learning",),
    ),
    OwnPart(
        "learning.record_links",
        gettext_lazy("Đường dẫn chia sẻ hồ sơ học tập"),
        (
            ("name", gettext_lazy("Gửi cho ai")),
            ("shows_titles", gettext_lazy("Cho xem danh hiệu")),
            ("shows_activities", gettext_lazy("Cho xem hoạt động, tập huấn")),
            ("shows_own", gettext_lazy("Cho xem điều tự học")),
            ("until", gettext_lazy("Đến hết ngày")),
            ("made_at", gettext_lazy("Tạo lúc")),
            ("withdrawn_at", gettext_lazy("Rút lúc")),
            ("opened", gettext_lazy("Số lần mở")),
        ),
        _links,
        covers=("learning.record_links",),
    ),
)
