"""The tags every page may use without loading them. One tag = one component of the living style page (/office/ui/)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hieuhoc.lib.shares import Number
from hieuhoc.web.ui import drawing, formats, shapes
from hieuhoc.web.ui.fields import shown_field
from hieuhoc.web.ui.marks import icon_mark, option_marks, row_marks, state_mark
from hieuhoc.web.ui.paging import KeyPage
from hieuhoc.web.ui.shell import drawn_shell
from hieuhoc.web.ui.sorting import Sorting
from hieuhoc.web.ui.states import style_of
from hieuhoc.web.ui.wording import is_translated, plainly_worded, worded
from hieuhoc.web.ui.wrongs import wrongs

register = template.Library()
register.filter("plain", formats.plain)  # 40 or 62,5: a target as its document wrote it
register.filter("day", formats.day)  # 05/03/2025
register.filter("moment", formats.moment)  # 14:05 05/03/2025
register.filter("plainly_worded", plainly_worded)
register.filter("worded", worded)  # {{ criterion.text|worded:text.english }}: data in Vietnamese in the page's language

PARTS = "ui/parts/"


@register.filter(name="number")
def number(value: Number | None, places: int = 0) -> str:
    """1.234 or, with places, 1.234,5."""
    return formats.number(value, places)


@register.filter(name="near_from")
def near_from(target: Number) -> Decimal:
    """Where "nearly there" begins."""
    return drawing.near_from(Decimal(str(target)))


@register.filter(name="duration")
def duration(value: Any) -> str:
    """Seconds or a timedelta as "4 phút"."""
    return formats.duration(value)


@register.simple_tag
def percent(num: Number, den: Number, target: Number | None = None) -> str:
    """39,7%."""
    return formats.percent(num, den, target)


@register.simple_tag
def fraction(num: Number, den: Number, unit: str = "", target: Number | None = None) -> str:
    """412/1.038 người lớn (39,7%)."""
    return formats.fraction(num, den, unit, target)


@register.simple_tag
def icon(name: str, label: str = "", size: int = 20) -> SafeString:
    """An icon of the sprite. With a label it speaks to screen readers; without, it is decoration."""
    return icon_mark(name, str(label), size)


@register.simple_tag
def state_tag(state: str, word: Any = "") -> SafeString:
    """Word + icon + colour of a status: `{% state_tag d.status d.get_status_display %}`, or a tone's name."""
    return state_mark(state, str(word))


@register.simple_tag
def options(pairs: Iterable[tuple[Any, Any]], chosen: Any = "") -> SafeString:
    """The options of a select, (value, words), the chosen one selected."""
    return option_marks(pairs, chosen)


@register.simple_tag
@cache
def page_styles() -> SafeString:
    """What the head of every page loads."""
    return mark_safe(render_to_string(PARTS + "styles.html"))  # noqa: S308  drawn by a template


@register.simple_tag
@cache
def page_scripts() -> SafeString:
    return mark_safe(render_to_string(PARTS + "scripts.html"))  # noqa: S308  drawn by a template


@register.simple_tag(takes_context=True)
def shell(context: template.Context, name: str) -> SafeString:
    """A head of a page, kept drawn (`ui/shell.py` says what its template may use)."""
    return drawn_shell(context, name, context["frame"].itself)


@register.inclusion_tag(PARTS + "page_header.html")
def page_header(
    title: str,
    state: str = "",
    *,
    action_text: str = "",
    action_url: str = "",
    action_icon: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    meta: str = "",
    total: int | None = None,
    status: str = "",
    status_word: str = "",
    overline: str = "",
    record: Any = None,
    deed: shapes.DeedLink | None = None,
) -> dict[str, Any]:
    """Title (with the total of a list or the state of a record), one sentence of state, one primary action.

    `crumbs`: (text, url) pairs above; `overline`: kind of thing ("Hồ sơ", "Xã"); `meta`: small line below;
    `record`: the row whose `status` is shown; `deed`: the action with its words, address and icon, if there is one.
    """
    head = dict(locals())
    if record:
        head |= {"status": record.status, "status_word": record.get_status_display()}
    if deed:
        head |= {"action_text": deed.text, "action_url": deed.url, "action_icon": deed.icon}
    return head


@register.simple_tag
def deed_link(text: str, url: str, icon: str = "") -> shapes.DeedLink:
    """For `page_header … deed=`; use it with `as`."""
    return shapes.DeedLink(text, url, icon)


@register.inclusion_tag(PARTS + "page_header.html")
def head_of(heading: shapes.Heading) -> dict[str, Any]:
    """The same from a `shapes.Heading` that the view has made."""
    return asdict(heading)


@register.inclusion_tag(PARTS + "field.html")
def field(bound: BoundField, hint: str = "", example: str = "", *, width: str = "") -> dict[str, Any]:
    """Label above, hint under it, example, the error beside the control. `width`: "short", "medium"."""
    return shown_field(bound, hint, example, width)


@register.inclusion_tag(PARTS + "fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form one below the other, hidden ones included."""
    return {"form": form}


@register.inclusion_tag(PARTS + "error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong, at the top of the page, each line naming its field and linking to it; nothing when all is well."""
    return {"problems": wrongs(form)}


@register.simple_block_tag
def table_box(content: str, label: str) -> SafeString:
    """A table that scrolls inside its own box, reachable by keyboard. `label` names it for screen readers."""
    # Not the label alone: the section around it often bears the same heading, and two regions of one name are none.
    name = _("Bảng: %(label)s") % {"label": label}
    return format_html('<div class="table-box" role="region" aria-label="{}" tabindex="0">{}</div>', name, content)


@register.simple_tag
def record_rows(
    rows: Iterable[Sequence[Any]], tokens: Sequence[str] | None = None, figure: int | None = None
) -> SafeString:
    """The body of a list: each row is the address ("" for none to open) and name of a record, then the other cells.

    `tokens`: what the tick box of each row sends as `chosen`; `figure`: which of the other cells, from 1, is a number.
    """
    return row_marks(rows, tokens, figure)


@register.simple_tag(takes_context=True)
def sort_head(context: template.Context, sorting: Sorting, key: str, words: str, css: str = "") -> SafeString:
    """The head of a column a list can be sorted by: `{% sort_head sorting "name" _("Họ và tên") %}`."""
    query = context["request"].GET.copy()
    for cursor in ("after", "before"):
        query.pop(cursor, None)
    query["sort"] = sorting.next_of(key)
    standing = sorting.standing(key)
    mark = icon_mark("chevron-up" if standing == "ascending" else "chevron-down", size=16) if standing else ""
    said = format_html(' aria-sort="{}"', standing) if standing else ""
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="?{}">{}{}</a></th>',
        format_html(' class="{}"', css) if css else "",
        said,
        query.urlencode(),
        words,
        mark,
    )


@register.simple_block_tag
def bulk_bar(content: str, form: str) -> SafeString:
    """Appears when rows are ticked (`<input type=checkbox name=chosen form=…>`); buttons in it may carry
    `data-count-text="Duyệt {n} hồ sơ"`, and say so before they do it."""
    sentence = _("Đã chọn {n}")
    return format_html(
        '<div class="bulk-bar" data-bulk-bar="{}" role="region" aria-label="{}" hidden>'
        '<strong data-count-text="{}" aria-live="polite"></strong><div class="bulk-deeds">{}</div></div>',
        form,
        _("Việc làm với các dòng đã chọn"),
        sentence,
        content,
    )


@register.inclusion_tag(PARTS + "progress.html")
def progress(
    done: int,
    total: int | None,
    *,
    rate: float | None = None,
    left: float | None = None,
    label: str = "",
    unit: str = "",
) -> dict[str, Any]:
    """Long work: count, rows per second, time left. Without a total the bar only shows that it moves."""
    return dict(locals())


@register.inclusion_tag(PARTS + "chips.html")
def chips(chips: Sequence[shapes.Chip], clear_url: str = "") -> dict[str, Any]:
    """The filters that are on, each removable."""
    return {"chips": chips, "clear_url": clear_url}


@register.inclusion_tag(PARTS + "pager.html", takes_context=True)
def pager(context: template.Context, page: KeyPage[Any]) -> dict[str, Any]:
    """Previous and next page of a list by key; keeps the other parameters of the address."""
    return {"page": page, "request": context["request"], "count": len(page.rows)}


@register.inclusion_tag(PARTS + "summary_list.html")
def summary_list(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Facts of a record: (term, value), (term, value, url to change it) or (term, value, url, words of that link)."""
    return {"rows": [(*row, *("",) * (4 - len(row))) for row in rows]}


@register.inclusion_tag(PARTS + "timeline.html")
def timeline(events: Sequence[shapes.Event]) -> dict[str, Any]:
    """History: who, when, what, old → new."""
    return {"events": [(event, style_of(event.tone)) for event in events]}


@register.inclusion_tag(PARTS + "empty.html")
def empty(
    title: str, text: str = "", action_text: str = "", action_url: str = "", icon: str = "plant-2"
) -> dict[str, Any]:
    """Nothing here yet: what this page is for and the one thing to do first."""
    return {"title": title, "text": text, "action_text": action_text, "action_url": action_url, "icon_name": icon}


@register.inclusion_tag(PARTS + "tiles.html")
def import_tiles(tiles: Sequence[shapes.Tile]) -> dict[str, Any]:
    """The five numbers of an import preview; each may filter the rows below."""
    return {"tiles": [(tile, style_of(tile.tone)) for tile in tiles]}


@register.inclusion_tag(PARTS + "verification.html")
def verification(
    status: str,
    word: str,
    name: str = "",
    title: str = "",
    year: int | None = None,
    issuer: str = "",
    checked: Sequence[str] = (),
    code: str = "",
    decision: str = "",
) -> dict[str, Any]:
    """One big word, then the little the law needs. `status`: valid, replaced, revoked, unknown, unchecked. `decision`: its
    number and day in words."""
    return {**locals(), "style": style_of(status)}


@register.inclusion_tag(PARTS + "task_list.html")
def task_list(tasks: Sequence[shapes.Task]) -> dict[str, Any]:
    """What waits for me, with counts and deadlines."""
    return {"tasks": tasks}


@register.inclusion_tag(PARTS + "notice.html")
def notice(text: str, tone: str = "neutral", title: str = "") -> dict[str, Any]:
    """A sentence that must not be missed: uncertain wording, recount under way, date of the data."""
    return {"text": text, "title": title, "style": style_of(tone)}


@register.simple_tag
def unofficial() -> str:
    """Once on a page that shows translated data: which text counts. Nothing on a Vietnamese page."""
    if not is_translated():
        return ""
    words = _("Bản dịch không chính thức của các tiêu chí, chỉ tiêu; văn bản tiếng Việt mới có giá trị pháp lý.")
    return format_html('<p class="meta">{}</p>', words)


@register.inclusion_tag(PARTS + "cell_field.html")
def cell_field(bound: BoundField, beside: str = "") -> dict[str, Any]:
    """A field in a cell of a table: its label is the head of row and column, and spoken; `beside`: a word after it."""
    return {**shown_field(bound, "", "", ""), "beside": beside}


@register.inclusion_tag(PARTS + "drop_zone.html")
def drop_zone(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """A file field one may also drop a file on; it names the chosen file and its size."""
    return shown_field(bound, hint, "", "")


@register.filter(name="at")
def value_at(values: Any, key: Any) -> Any:
    """`{{ names|at:grant.place_id }}`: the value of a mapping, nothing when it has none."""
    return values.get(key, "") if values else ""
