"""What was drawn from figures is kept, each process for itself, until figures, targets or the map change (decision 11)."""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import get_language

from hieuhoc.indicators.reads import figures_token


def kept[Drawn](about: tuple[object, ...], draw: Callable[[], Drawn]) -> Drawn:
    """One query when it is there. `about`: all that what is drawn depends on, besides figures, language and day."""
    word = repr((about, get_language(), timezone.localdate(), figures_token()))
    key = hashlib.sha256(word.encode()).hexdigest()
    drawn: Drawn | None = caches["pages"].get(key)
    if drawn is None:
        drawn = draw()
        caches["pages"].set(key, drawn)
    return drawn
