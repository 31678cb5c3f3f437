"""What was drawn is kept, each process for itself, until what it was drawn from changes (decision 11)."""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import get_language

from hieuhoc.indicators.reads import figures_token


def kept[Drawn](about: tuple[object, ...], draw: Callable[[], Drawn]) -> Drawn:
    """Until figures, targets or the map change: one query when it is there. `about`: all that what is drawn depends on,
    besides figures, language and day."""
    return kept_under((*about, figures_token()), draw)


def kept_under[Drawn](
    about: tuple[object, ...], draw: Callable[[], Drawn], *, seconds: int | None = None, among: str = "pages"
) -> Drawn:
    """`about`: all that what is drawn depends on, besides language and day; `seconds`: how old it may become; `among`: the
    cache it is in."""
    word = repr((about, get_language(), timezone.localdate()))
    key = hashlib.sha256(word.encode()).hexdigest()
    drawn: Drawn | None = caches[among].get(key)
    if drawn is None:
        drawn = draw()
        caches[among].set(key, drawn, seconds)
    return drawn
