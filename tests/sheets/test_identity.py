"""What a sheet exports it imports again without a change, also among villages, clans, units and people of one name."""

from pathlib import Path

import pytest
from django.utils import timezone

from hieuhoc.sheets.reads import makings_of
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_export
from tests.sheets.files import outcomes, received
from tests.sheets.full_commune import ROWS, make_full_commune, settings_of_imports

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", [sheet.code for sheet in all_sheets()])
def test_an_export_that_comes_back_changes_nothing(code: str, tmp_path: Path) -> None:
    land = make_full_commune()
    target = tmp_path / f"{code}.xlsx"
    count = write_export(code, land.near, target, on=timezone.localdate(), actor=None)
    assert count == ROWS[code]
    batch = received(code, target.read_bytes(), land.near, name=target.name, **settings_of_imports())
    assert outcomes(batch) == {"same": count}, (batch.refusal, batch.questions, batch.counts)
    assert makings_of(batch) == []
