"""Whatever stands in a cell, of whichever sheet: a check ends with problems at cells, never with an error of ours."""

from typing import Any

import pytest

from hieuhoc.assessment.models import Round
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.sheet import Sheet
from tests.made_once import made_once
from tests.people.makers import Land, make_land
from tests.sheets.files import csv_of, received

pytestmark = pytest.mark.django_db
NASTY = (
    "0", "-1", "99999999999999999999", "1e400", "NaN", "32/13/99999", "00/00/0000", "29/02/2023", "31/12/9999",
    "=1+1", "' OR 1=1 -- DROP TABLE people_citizen", "%s %(x)s {} {0}", "\\", "\u0301", "😀" * 60, "ế" * 400, "#N/A", "٣٤٥",
    "true", "{", "]", "x" * 40_000, "\u202eabc", "'",
)  # fmt: skip
SETTINGS: dict[str, Any] = {"since": "2024-01-01", "year": 2025, "submit": True, "make_villages": True}


@made_once
def land() -> Land:
    load_criteria(actor=None)
    version = Version.objects.filter(status="in_force").order_by("-issued_on")[0]
    days = {"opens_on": "2025-01-01", "closes_on": "2025-12-31", "submit_by": "2025-12-15", "review_by": "2026-02-28"}
    Round.objects.create(year=2025, version=version, **days, reference_on="2025-12-31", status=Round.Status.OPEN)
    return make_land()


def good_row(sheet: Sheet) -> list[str]:
    return [column.example.replace(";", ",") for column in sheet.columns]


@pytest.mark.parametrize("code", [sheet.code for sheet in all_sheets()])
def test_every_column_survives_every_cell(land: Land, code: str) -> None:
    sheet = next(one for one in all_sheets() if one.code == code)
    good, rows = good_row(sheet), []
    for at in range(len(sheet.columns)):
        rows += [[*good[:at], nasty, *good[at + 1 :]] for nasty in NASTY]
    rows += [[nasty] * len(good) for nasty in NASTY]
    batch = received(code, csv_of([str(column.header) for column in sheet.columns], rows), land.province, **SETTINGS)
    assert batch.status == Batch.Status.CHECKED, batch.refusal
    assert batch.counts["rows"] == len(rows)
    assert all(problem.sentence for problem in batch.problems.all())
    assert not any("DROP TABLE" in problem.sentence or "xxxx" in problem.sentence for problem in batch.problems.all())
