"""Score sheets that begin with the people of a village: filled in and sent in, rows left alone say nothing."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.assessment.actions import open_round, plan_round, save_self_scores
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.sheets import refuse_another_shape
from hieuhoc.audit.models import Reading
from hieuhoc.criteria.actions import draft_version, drop_criterion, promulgate_version
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.actions import move_citizen
from hieuhoc.places.models import Tier
from tests.assessment.makers import EIGHTY, make_dossier, make_submitted
from tests.cast import World
from tests.people.makers import add
from tests.places.small_map import put
from tests.refusals import refused
from tests.sheets.files import causes, csv_of, imported, outcomes


@pytest.fixture
def village(world: World) -> Any:
    """Of its own, with three who are to be scored, one sent already and a child."""
    village = put("Buôn Mới", Tier.VILLAGE, world.commune)
    for name in ("Y Bin Niê", "H'Hoa Êban"):
        add(village, name, birth_date=date(1985, 1, 2))
    make_dossier(add(village, "Y Chín Mlô", birth_date=date(1980, 5, 5)), world.round)
    make_submitted(add(village, "Đã Gửi", birth_date=date(1970, 1, 1)), world.round)
    add(village, "Còn Nhỏ", birth_date=date(world.round.year - 9, 1, 1))
    return village


def sheet_of(client: Client, world: World, village: Any) -> openpyxl.Workbook:
    client.force_login(world.minh)
    answer = client.get(reverse("office:score-sheet"), {"place": public_id("place", village.pk)})
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_it_holds_the_people_of_the_village_and_the_wording_of_each_indicator(
    world: World, village: Any, client: Client
) -> None:
    book = sheet_of(client, world, village)
    page = book.worksheets[0]
    names = [row[1] for row in page.iter_rows(min_row=2, values_only=True)]
    assert names == ["H'Hoa Êban", "Y Bin Niê", "Y Chín Mlô"]
    titles = {str(cell.value): cell for cell in page[1]}
    explained = "\n".join(str(cell) for row in book.worksheets[-1].iter_rows(values_only=True) for cell in row)
    for criterion in world.round.version.criteria.all():
        assert criterion.text in titles[f"Chỉ số {criterion.position}"].comment.text
        assert criterion.text in explained
    assert Reading.objects.filter(purpose="sheets.import_scores.export", person_count=3).exists()


def test_what_is_filled_in_comes_back_and_the_rest_says_nothing(world: World, village: Any, client: Client) -> None:
    book = sheet_of(client, world, village)
    page = book.worksheets[0]
    titles = [str(cell.value) for cell in page[1]]
    group = world.round.version.applicant_groups.order_by("position")[0].name
    bin_row = next(row for row in range(2, 6) if page.cell(row, 2).value == "Y Bin Niê")
    page.cell(bin_row, titles.index("Nhóm đối tượng *") + 1, group)
    for position, given in enumerate(EIGHTY, start=1):
        page.cell(bin_row, titles.index(f"Chỉ số {position}") + 1, given)
    target = io.BytesIO()
    book.save(target)
    settings: dict[str, Any] = {"year": world.round.year, "submit": True, "consent_way": "paper"}
    batch = imported("scores", target.getvalue(), world.commune, name="phieu.xlsx", actor=world.minh, **settings)
    assert causes(batch) == set()
    assert outcomes(batch)["new"] == 1
    assert "refused" not in outcomes(batch)
    sent = Dossier.objects.get(citizen__name="Y Bin Niê")
    assert (sent.status, sent.self_points) == (Dossier.Status.SUBMITTED, EIGHTY)
    assert not Dossier.objects.filter(citizen__name="H'Hoa Êban").exists()


def test_the_province_is_asked_for_a_place(world: World, client: Client) -> None:
    client.force_login(world.hoa)
    answer = client.get(reverse("office:score-sheet"))
    assert answer.status_code == 409
    assert "Chưa chọn địa bàn" in answer.content.decode()


def test_who_lived_elsewhere_on_the_reading_day_is_scored_there(world: World) -> None:
    """As the single deed asks: the power over a dossier hangs on where it is handled."""
    person = add(world.land.far_village, "Y Mới Đến", birth_date=date(1985, 1, 2), since=date(2000, 1, 1))
    Round.objects.filter(pk=world.round.pk).update(reference_on=timezone.localdate() - timedelta(days=30))
    move_citizen(person, world.village, since=timezone.localdate() - timedelta(days=9), actor=None)
    group = world.round.version.applicant_groups.order_by("position")[0].name
    content = csv_of(
        ["Họ và tên", "Ngày sinh", "Nhóm đối tượng", "Chỉ số 1"], [[person.name, "02/01/1985", group, "8"]]
    )
    settings: dict[str, Any] = {"year": world.round.year, "consent_way": "paper"}
    batch = imported("scores", content, world.commune, actor=world.minh, **settings)
    assert causes(batch) == {"elsewhere"}
    assert not Dossier.objects.filter(citizen=person).exists()
    assert outcomes(imported("scores", content, world.province, actor=world.hoa, **settings)) == {"new": 1}


def test_criteria_of_another_shape_are_scored_on_the_page(world: World, village: Any, client: Client) -> None:
    draft = draft_version(world.round.version, number="400/QĐ-KHVN", actor=None)
    drop_criterion(draft.criteria.get(position=10), actor=None)
    nine = promulgate_version(draft, since=date(2026, 1, 1), actor=None)
    round_ = open_round(plan_round(world.round.year + 1, nine, actor=None), actor=None)
    client.force_login(world.minh)
    asked = {"place": public_id("place", village.pk), "year": str(round_.year)}
    answer = client.get(reverse("office:score-sheet"), asked)
    assert answer.status_code == 409
    assert "mười chỉ số" in answer.content.decode()
    with refused("another_shape"):
        refuse_another_shape(round_)
    dossier = make_dossier(world.lan, round_)
    assert save_self_scores(dossier, [8] * 9, actor=None).self_points == [8] * 9
