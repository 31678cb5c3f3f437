"""Small marks drawn as one piece of HTML, for tags and for rows made ready in a view: a page bears dozens of the same few."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hieuhoc.web.ui.states import style_of

SPRITE = "ui/vendor/tabler-icons/icons.svg"


TICK = '<td class="tick"><input class="form-check-input" type="checkbox" name="chosen" value="{}" aria-label="{}"></td>'


def plain_html(value: Any) -> str:
    """As a template writes `{{ value }}`: a page shows hundreds of plain strings, for which Django's way is long."""
    return escape(value) if type(value) is str else conditional_escape(value)


@lru_cache(maxsize=512)
def icon_mark(name: str, label: str = "", size: int = 20) -> SafeString:
    """An icon of the sprite. With a label it speaks to screen readers; without, it is decoration."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="ico" width="{}" height="{}" focusable="false" {}><use href="{}#{}"></use></svg>',
        size,
        size,
        voice,
        static(SPRITE),
        name,
    )


@lru_cache(maxsize=512)
def state_mark(state: str, word: str = "") -> SafeString:
    """Word + icon + colour of a status, or of a tone's name."""
    style = style_of(state)
    mark = icon_mark(style.icon, size=16)
    return format_html('<span class="state state-{}">{}<span>{}</span></span>', style.tone, mark, word or state)


def option_marks(pairs: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    drawn = (
        f'<option value="{plain_html(value)}"{" selected" if value == chosen else ""}>{plain_html(words)}</option>'
        for value, words in pairs
    )
    return mark_safe("".join(drawn))  # noqa: S308  every piece was escaped


def row_marks(rows: Iterable[Sequence[Any]], tokens: Sequence[str] | None, figure: int | None) -> SafeString:
    """See the tag `record_rows`."""
    classes = {figure: ' class="num"'}
    drawn = []
    for position, (url, name, *cells) in enumerate(rows):
        shown = plain_html(name)
        tick = TICK.format(tokens[position], shown) if tokens is not None else ""
        head = f'<a href="{plain_html(url)}">{shown}</a>' if url else shown
        rest = "".join(f"<td{classes.get(column, '')}>{plain_html(cell)}</td>" for column, cell in enumerate(cells, 1))
        drawn.append(f'<tr>{tick}<th scope="row">{head}</th>{rest}</tr>')
    return mark_safe("".join(drawn))  # noqa: S308  every piece was escaped
