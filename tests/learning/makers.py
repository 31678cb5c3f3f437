"""Activities as somebody would tell of them."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from hieuhoc.learning.actions import ActivityWords, add_activity
from hieuhoc.learning.models import Activity, Topic
from hieuhoc.places.models import Place


def soon(*after: int) -> tuple[date, ...]:
    """Days so many days from today."""
    return tuple(timezone.localdate() + timedelta(days) for days in after or (7,))


def make_words(place: Place, **values: Any) -> ActivityWords:
    words: dict[str, Any] = {
        "title": "Lớp kỹ năng số",
        "topic": Topic.objects.get(code="digital"),
        "place": place,
        "days": soon(),
        "starts_at": time(19),
        "minutes": 90,
        "organiser": "Câu lạc bộ Ánh Sao",
    }
    return ActivityWords(**words | values)


def make_activity(place: Place, **values: Any) -> Activity:
    return add_activity(make_words(place, **values), actor=None)
