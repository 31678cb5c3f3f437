"""When two records turn out to be one person, the boxes follow the one that is kept."""

from collections.abc import Mapping, Sequence

from hieuhoc.people.joins import Moved
from hieuhoc.people.models import Citizen
from tests.book_boxes.models import BookBox


def move(kept: Citizen, joined: Citizen) -> Moved:
    boxes = BookBox.objects.filter(keeper=joined)
    ids = list(boxes.values_list("pk", flat=True))
    boxes.update(keeper=kept)
    return {"book_boxes": ids}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    BookBox.objects.filter(pk__in=moved["book_boxes"], keeper=kept).update(keeper=joined)
