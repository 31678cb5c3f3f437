"""Templates: what a page says stands in lines that can be read and compared, under names that say what they hold."""

import re
from collections.abc import Iterable

from hieuhoc.config.environment import ROOT
from tests import house

LONGEST_LINE = 120
LOOP = re.compile(r"\{% for ([\w, ]+) in |\{% with ([^%]*)%\}")

ICON = re.compile(r'\bicon(?:=| )"([a-z0-9-]+)"')
SPRITE = ROOT / "hieuhoc/web/ui/static/ui/vendor/tabler-icons/icons.svg"


def too_long(lines: Iterable[str]) -> list[int]:
    """The numbers of the lines that run over."""
    return [number for number, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE]


def says_nothing(text: str) -> list[str]:
    """What loops and `with` call by a name that could be anything."""
    names = [name for loop, given in LOOP.findall(text) for name in re.findall(r"\w+(?==)", given) or loop.split(", ")]
    return [name for name in names if name in {"found", "one", "at", "made"}]


def test_every_name_says_what_it_holds() -> None:
    texts = {str(path): path.read_text(encoding="utf-8") for path in house.our_files(".html")}
    assert {path: says_nothing(text) for path, text in texts.items() if says_nothing(text)} == {}


def test_a_name_that_says_nothing_is_noticed() -> None:
    assert says_nothing("{% for one, url in cards %}{% with found=one.label url=url %}") == ["one", "found"]


def test_no_line_of_a_template_runs_over() -> None:
    templates = [path for path in house.our_files(".html", ".txt") if "templates" in path.parts]
    assert templates, "there are templates"
    numbers = {
        str(path.relative_to(ROOT)): too_long(path.read_text(encoding="utf-8").splitlines()) for path in templates
    }
    assert {path: long for path, long in numbers.items() if long} == {}


def test_a_line_that_runs_over_is_noticed() -> None:
    assert too_long(["<p>", "x" * LONGEST_LINE, "x" * (LONGEST_LINE + 1)]) == [3]


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))
    named = {name for path in house.our_files(".html") for name in ICON.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 50
    assert named - drawn == set()
