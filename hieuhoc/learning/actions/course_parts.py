"""Materials handed out, certificates given, and what people say of a course afterwards."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import remove_file, store_file
from hieuhoc.learning.models import Attendance, Feedback, Material, Trainee, Training
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.homes import lock, refuse_erased

MOST_MATERIALS = 20
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Opinion:
    """What somebody says of a course, without their name: two answers from 1 to 5."""

    usefulness: int
    clarity: int
    words: str = ""


@transaction.atomic
def add_material(training: Training, *, title: str, content: bytes, file_name: str, actor: User | None) -> Material:
    """The file is kept as `lib.file_cleaning` writes it anew. The same file twice is one."""
    require(actor, "learning.add_material", training)
    training = Training.objects.select_for_update().get(pk=training.pk)
    if not title.strip():
        raise Refusal(_("Nhập tên tài liệu."), code="words_missing")
    if len(content) > MOST_BYTES:
        raise Refusal(_("Tệp quá lớn; nhiều nhất 10 MB."), remedy=_("Chia thành nhiều tệp nhỏ hơn."), code="too_large")
    cleaned = clean(content)
    name = f"{PurePath(file_name).stem[:150] or 'tai-lieu'}{cleaned.ending}"
    held = training.materials.select_related("document")
    if held.count() >= MOST_MATERIALS:
        raise Refusal(_("Một lớp có nhiều nhất %(count)s tài liệu.") % {"count": MOST_MATERIALS}, code="too_many")
    document = store_file(cleaned.content, kind="material", file_name=name, media_type=cleaned.media_type)
    if twin := held.filter(document__sha256=document.sha256).first():
        remove_file(document)
        return twin
    material = Material.objects.create(training=training, title=title.strip(), document=document)
    _record("learning.add_material", training, actor, {"material": [None, material.title]})
    return material


@transaction.atomic
def remove_material(material: Material, *, actor: User | None) -> None:
    require(actor, "learning.remove_material", material)
    training, document = material.training, material.document
    _record("learning.remove_material", training, actor, {"material": [material.title, None]})
    material.delete()
    remove_file(document)


@transaction.atomic
def give_certificate(attendance: Attendance, *, actor: User | None) -> Attendance:
    """The code somebody else checks it by; asked for again, it stays the same."""
    require(actor, "learning.give_certificate", attendance)
    row = Attendance.objects.select_for_update(of=("self",)).select_related("training", "citizen").get(pk=attendance.pk)
    refuse_erased(row.citizen)
    if not row.completed:
        raise Refusal(_("Người này chưa hoàn thành lớp."), code="not_completed")
    if row.code is None:
        row.code, row.given_on = make_public_code(), timezone.localdate()
        row.save(update_fields=["code", "given_on"])
        record(
            "learning.give_certificate",
            actor=actor,
            subject_kind="citizen",
            subject_id=row.citizen_id,
            place=row.training.place_id,
            changes={"training": [None, row.training_id]},
        )
    return row


@transaction.atomic
def give_feedback(trainee: Trainee, said: Opinion, *, actor: User | None) -> None:
    """Once, by who was there. What is written down names nobody; that somebody answered is noted apart from it."""
    require(actor, "learning.give_feedback", trainee)
    lock(trainee.citizen)
    row = Trainee.objects.select_for_update(of=("self",)).select_related("training").get(pk=trainee.pk)
    if not row.presences.exists():
        raise Refusal(_("Chỉ người đã dự lớp gửi được ý kiến."), code="never_attended")
    if row.training.held_on > timezone.localdate():
        raise Refusal(_("Lớp chưa kết thúc."), remedy=_("Gửi ý kiến từ ngày của buổi cuối."), code="in_future")
    if row.has_given_feedback:
        raise Refusal(_("Ý kiến về lớp này đã gửi rồi."), code="already_given")
    if not (1 <= said.usefulness <= 5 and 1 <= said.clarity <= 5) or len(said.words) > 1_000:
        raise Refusal(_("Chọn từ 1 đến 5; lời nhận xét nhiều nhất 1.000 chữ."), code="out_of_bounds")
    Feedback.objects.create(
        training=row.training, usefulness=said.usefulness, clarity=said.clarity, words=said.words.strip()
    )
    row.has_given_feedback = True
    row.save(update_fields=["has_given_feedback"])
    _record("learning.give_feedback", row.training, None, {})


def _record(deed: str, training: Training, actor: User | None, changes: dict[str, object]) -> None:
    record(deed, actor=actor, subject_kind="training", subject_id=training.pk, place=training.place_id, changes=changes)
