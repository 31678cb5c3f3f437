"""What a sheet exports it imports again without a change, also among villages, clans, units and people of one name."""

import io
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.places.models import Tier
from hieuhoc.sheets.reads import makings_of
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_export
from tests.people.drawn import draw_map, draw_people, living_spells
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


@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_commune_comes_back_as_it_went(db: None, data: st.DataObject) -> None:
    """People with pasts, none with a number, some of one name, village and year of birth; families and clans at random."""
    with transaction.atomic():
        draw_map(data)
        draw_people(data)
        _draw_names_and_groups(data)
        commune = data.draw(st.sampled_from(living_spells(Tier.COMMUNE)), label="commune").place
        for code in ("roster", "groups", "units"):
            target = io.BytesIO()
            count = write_export(code, commune, target, as_csv=True, on=timezone.localdate(), actor=None)
            if count:
                batch = received(code, target.getvalue(), commune, **settings_of_imports())
                assert outcomes(batch) == {"same": count}, (batch.refusal, batch.questions, batch.counts)
        transaction.set_rollback(True)


def _draw_names_and_groups(data: st.DataObject) -> None:
    clans = list(Group.objects.filter(kind=Group.Kind.CLAN))
    for citizen in Citizen.objects.order_by("pk"):
        name = data.draw(st.sampled_from(["H'Bia Niê", "Y Bin Mlô", "Lê Thị Hoà"]), label="name")
        citizen.name, citizen.folded_name, citizen.given_name = name, fold(name), name.split()[-1]
        citizen.save(update_fields=["name", "folded_name", "given_name"])
        home = citizen.residences.filter(until=None).first()
        if home is None:
            continue
        code = data.draw(st.sampled_from(["H1", "H2"]), label="household")
        named = {"name": f"Hộ {code}", "folded_name": f"ho {code.lower()}"}
        family, _is_new = Group.objects.get_or_create(kind="family", code=code, place=home.place, defaults=named)
        for group in (family, data.draw(st.sampled_from([None, *clans]), label="clan")):
            if group is not None:
                Membership.objects.create(citizen=citizen, group=group, role="member", since=home.since)
