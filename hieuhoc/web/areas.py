"""The areas of a face: folders of pages, each an installed app with everything its pages own.

An area contributes `urls.py` (urlpatterns, and the kinds of ids its addresses carry), and if it needs them `menu.py`
(MENU), `states.py` (STATES, see web.ui.states), `subjects.py` (SUBJECTS: its records as histories name them),
`home_tasks.py` (tasks_of(user): what waits for them, for the home of the office) and `templates/<face>/<noun>/`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from django.apps import AppConfig, apps
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Area(AppConfig):
    """Write `class PeopleConfig(areas.Area)`: imported by its own name, Django would take this class for the app's."""

    face: str


def patterns_of(face: str) -> list[URLPattern | URLResolver]:
    """The addresses of all areas of a face; an area without `urls.py` raises."""
    here = [area for area in apps.get_app_configs() if isinstance(area, Area) and area.face == face]
    return under_first_words([pattern for area in here for pattern in import_module(f"{area.name}.urls").urlpatterns])


def under_first_words(patterns: Iterable[URLPattern]) -> list[URLPattern | URLResolver]:
    """The same addresses, those with one first word under it: Django tries one after the other, and each is a search."""
    plain: list[URLPattern | URLResolver] = []
    groups: dict[str, list[URLPattern]] = {}
    for pattern in patterns:
        first, slash, rest = str(pattern.pattern).partition("/")
        if slash and "<" not in first:
            groups.setdefault(first, []).append(path(rest, pattern.callback, pattern.default_args, pattern.name))
        else:
            plain.append(pattern)
    return plain + [path(f"{first}/", include(group)) for first, group in groups.items()]


@dataclass(frozen=True, order=True)
class MenuEntry:
    """`height`: where it stands, small numbers first, and so in which group (`GROUPS`); `page`: the name of an address, whose guard decides."""

    height: int
    text: str | Promise
    icon: str
    page: str


# Of a face with many entries: the height at which each group begins, and its words.
GROUPS: dict[str, tuple[tuple[int, str | Promise], ...]] = {
    "office": (
        (0, gettext_lazy("Việc của tôi")),
        (20, gettext_lazy("Người dân, đơn vị")),
        (70, gettext_lazy("Đánh giá, công nhận")),
        (121, gettext_lazy("Học tập, truyền thông")),
        (128, gettext_lazy("Nguồn lực, kiểm tra")),
        (130, gettext_lazy("Số liệu, tiêu chí")),
        (160, gettext_lazy("Quản trị")),
    )
}


def group_of(face: str, height: int) -> str:
    """ "" where the entries of a face stand in no groups."""
    begun = [words for first, words in GROUPS.get(face, ()) if first <= height]
    return str(begun[-1]) if begun else ""


_entries: dict[str, list[MenuEntry]] = {}  # face -> its entries


def add_menu(label: str, module: ModuleType) -> None:
    area = apps.get_app_config(label)
    assert isinstance(area, Area)
    _entries.setdefault(area.face, []).extend(module.MENU)


def entries_of(face: str) -> list[MenuEntry]:
    return sorted(_entries.get(face, []), key=lambda entry: entry.height)
