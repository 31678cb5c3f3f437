"""Placing a box and giving it away."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from tests.book_boxes.models import BookBox


@dataclass(frozen=True)
class NewBox:
    """`value` in đồng."""

    code: str
    place: Place
    keeper: Citizen
    books: int
    value: int
    since: date


@transaction.atomic
def add_box(new: NewBox, *, actor: User | None) -> BookBox:
    require(actor, "book_boxes.add_box", new.place)
    if BookBox.objects.filter(code=new.code, until=None).exists():
        raise Refusal(f"Đã có tủ sách mang mã {new.code}; chọn mã khác.", code="code_taken")
    box = BookBox.objects.create(
        code=new.code, place=new.place, keeper=new.keeper, books=new.books, value=new.value, since=new.since
    )
    changes = {"code": [None, new.code], "books": [None, new.books], "value": [None, new.value]}
    record(
        "book_boxes.add_box",
        actor=actor,
        subject_kind="book_box",
        subject_id=box.pk,
        place=box.place_id,
        changes=changes,
    )
    _count_again(box)
    return box


@transaction.atomic
def give_away_box(box: BookBox, *, until: date, actor: User | None) -> BookBox:
    require(actor, "book_boxes.give_away_box", box)
    box = BookBox.objects.select_for_update().get(pk=box.pk)
    if until <= box.since:
        raise Refusal(f"Tủ sách đặt từ {box.since:%d/%m/%Y}; ngày cho đi phải sau ngày đó.", code="before_it_stood")
    record(
        "book_boxes.give_away_box",
        actor=actor,
        subject_kind="book_box",
        subject_id=box.pk,
        place=box.place_id,
        changes={"until": [box.until, until]},
    )
    box.until = until
    box.save(update_fields=["until"])
    _count_again(box)
    return box


def _count_again(box: BookBox) -> None:
    mark_stale({box.place_id}, range(box.since.year, timezone.localdate().year + 1))
