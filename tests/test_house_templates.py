"""Templates: what a page says stands in lines that can be read and compared."""

from collections.abc import Iterable

from hieuhoc.config.environment import ROOT
from tests import house

LONGEST_LINE = 120


def too_long(lines: Iterable[str]) -> list[int]:
    """The numbers of the lines that run over."""
    return [number for number, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE]


def test_no_line_of_a_template_runs_over() -> None:
    templates = [path for path in house.our_files(".html", ".txt") if "templates" in path.parts]
    assert templates, "there are templates"
    numbers = {
        str(path.relative_to(ROOT)): too_long(path.read_text(encoding="utf-8").splitlines()) for path in templates
    }
    assert {path: long for path, long in numbers.items() if long} == {}


def test_a_line_that_runs_over_is_noticed() -> None:
    assert too_long(["<p>", "x" * LONGEST_LINE, "x" * (LONGEST_LINE + 1)]) == [3]
