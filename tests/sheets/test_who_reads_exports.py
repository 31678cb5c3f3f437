"""An export gives nobody what pages keep from them."""

from datetime import date

import pytest
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.accounts.reads import scope_of
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import exported_rows
from hieuhoc.skills.actions import NewSkill, record_skill_fact
from tests.assessment.makers import make_submitted
from tests.cast import World, officer

pytestmark = pytest.mark.django_db
NUMBER = "066190001234"  # Lan's


@pytest.mark.parametrize("role", sorted({*Role.values} - {Role.DISTRICT}))  # no district stands today
def test_no_sheet_opens_numbers_to_who_may_not_read_them(world: World, role: str) -> None:
    """The education office enters digital skills by sheet; no page shows it an identity number."""
    record_skill_fact(world.lan, NewSkill("digital", "officer", date(2025, 1, 1)), actor=None)
    make_submitted(world.lan, world.round)
    place = world.commune if role == Role.COMMUNE else world.village if role == Role.VILLAGE else world.province
    user, met, usable = officer("Ai Đó", Role(role), place), [], []
    for sheet in all_sheets():
        if user.has_perm(sheet.ability, place):
            scope = scope_of(user, sheet.ability)
            rows = list(exported_rows(sheet, place, scope, timezone.localdate(), actor=user))
            usable += [sheet.code] if "Lan" in str(rows) else []
            met += [sheet.code] if NUMBER in str(rows) else []
    assert met == (usable if user.has_perm("people.read_number", place) else [])
    assert bool(usable) == (role in {Role.COMMUNE, Role.PROVINCE, Role.EDUCATION})
