"""Photographs of a visit: written anew without what a camera adds, kept sealed, taken out again while the visit lasts."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import remove_file, store_file
from hieuhoc.inspection.actions.locking import VISIT, locked_open_visit, refuse_others
from hieuhoc.inspection.models import CheckedTitle, Inspection, VisitPhoto
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import CleanFile, clean

MOST_PHOTOS = 300  # of one visit
MAX_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2_000  # pixels; a telephone sends fewer


@transaction.atomic
def add_photo(
    inspection: Inspection,
    content: bytes,
    *,
    checked: CheckedTitle | None = None,
    taken_at: datetime | None = None,
    actor: User | None,
) -> VisitPhoto:
    """`checked`: the title it shows something of, of this visit. The same picture of the same title is one photograph."""
    require(actor, "inspection.add_photo", inspection)
    cleaned = _picture(content)
    inspection = locked_open_visit(inspection.pk)
    refuse_others(inspection, actor)
    digest = sha256(cleaned.content).digest()
    standing = inspection.photos.filter(checked_title=checked, document__sha256=digest).first()
    if standing is not None:
        return standing
    if inspection.photos.count() >= MOST_PHOTOS:
        raise Refusal(
            _("Một cuộc kiểm tra có nhiều nhất %(most)d ảnh.") % {"most": MOST_PHOTOS}, code="too_many_photos"
        )
    document = store_file(
        cleaned.content,
        kind="inspection",
        file_name=f"anh-kiem-tra{cleaned.ending}",
        media_type=cleaned.media_type,
        look=cleaned.look,
    )
    now = timezone.now()
    photo = VisitPhoto.objects.create(
        inspection=inspection,
        checked_title=checked,
        document=document,
        taken_by=actor,
        taken_at=min(taken_at or now, now),
    )
    _record("inspection.add_photo", inspection, photo.pk, actor)
    return photo


@transaction.atomic
def remove_photo(photo: VisitPhoto, *, actor: User | None) -> None:
    """One that shows what it should not: its row and its bytes are gone for good. Asked again, nothing happens."""
    require(actor, "inspection.remove_photo", photo.inspection)
    inspection = locked_open_visit(photo.inspection_id)
    refuse_others(inspection, actor)
    standing = VisitPhoto.objects.select_related("document").filter(pk=photo.pk).first()
    if standing is None:
        return
    document, number = standing.document, standing.pk
    standing.delete()
    remove_file(document)
    _record("inspection.remove_photo", inspection, number, actor)


def _picture(content: bytes) -> CleanFile:
    if len(content) > MAX_BYTES:
        raise Refusal(_("Ảnh nặng quá 10 MB."), remedy=_("Chụp lại với độ phân giải thấp hơn."), code="file_too_large")
    cleaned = clean(content, longest_side=LONGEST_SIDE)
    if not cleaned.media_type.startswith("image/"):
        raise Refusal(_("Chỉ nhận ảnh chụp."), code="not_a_picture")
    return cleaned


def _record(deed: str, inspection: Inspection, number: int, actor: User | None) -> None:
    record(
        deed,
        actor=actor,
        subject_kind=VISIT,
        subject_id=inspection.pk,
        place=inspection.place_id,
        changes={"visit_photo": [None, number]},
    )
