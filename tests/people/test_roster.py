"""A commune's roster from file to records, and back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.accounts.actions import grant_role
from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.actions import add_citizen, record_death, record_departure
from hieuhoc.people.models import Citizen, Group, IdentityNumber, MatchChoice, Membership, Residence
from hieuhoc.people.rosters.choices import choose_row
from hieuhoc.people.sealing import NUMBER, read
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.sheets.actions import confirm_batch, undo_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.workbooks import write_export
from tests.people.makers import Land, declare
from tests.places.small_map import put
from tests.sheets.files import ROSTER, causes, csv_of, imported, outcomes, received, xlsx_of

pytestmark = pytest.mark.django_db
SINCE: dict[str, Any] = {"since": "2024-01-01"}
HHEN = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "0905123456", "Buôn Drăh", "H01", "Niê", ""]
YBLOK = ["Y Blŏk Êban", "1975", "Nam", "", "", "Buôn Drăh", "H01", "Êban", ""]
AN = ["Nguyễn Văn An", "12/12/2001", "Nam", "066201000077", "", "", "H02", "", "01/02/2025"]


def test_a_roster_becomes_people_with_homes_families_and_clans(land: Land) -> None:
    batch = imported("roster", csv_of(ROSTER, [HHEN, YBLOK, AN]), land.near, **SINCE)
    assert batch.status == Batch.Status.DONE
    assert outcomes(batch) == {"new": 3}
    hhen = Citizen.objects.get(name="H'Hen Niê")
    assert (hhen.given_name, hhen.folded_name, hhen.birth_date, hhen.birth_year, hhen.sex) == (
        "H'Hen",
        "hhen nie",
        date(1980, 3, 5),
        1980,
        "f",
    )
    assert hhen.home_id == land.near_village.pk
    number = hhen.identity_numbers.get()
    assert read(number.number, NUMBER) == "066180001234"
    assert b"066180001234" not in bytes(number.number)
    assert Residence.objects.get(citizen=hhen).since == date(2024, 1, 1)
    assert {row.group.name for row in hhen.memberships.select_related("group") if row.group} == {
        "Hộ H01",
        "Dòng họ Niê",
    }
    assert Group.objects.get(code="H01").memberships.count() == 2
    an = Citizen.objects.get(name="Nguyễn Văn An")
    assert an.home_id == land.near.pk
    assert Residence.objects.get(citizen=an).since == date(2025, 2, 1)


def test_the_same_file_twice_changes_nothing_also_for_people_without_a_number(land: Land) -> None:
    content = csv_of(ROSTER, [HHEN, YBLOK, AN])
    imported("roster", content, land.near, **SINCE)
    again = imported("roster", content, land.near, **SINCE)
    assert outcomes(again) == {"same": 3}
    assert Citizen.objects.count() == 3


def test_the_export_imports_as_the_same(land: Land, tmp_path: Path) -> None:
    imported("roster", csv_of(ROSTER, [HHEN, YBLOK, AN]), land.near, **SINCE)
    target = tmp_path / "roster.xlsx"
    assert write_export("roster", land.near, target, on=timezone.localdate(), actor=None) == 3
    again = received("roster", target.read_bytes(), land.near, name="roster.xlsx", **SINCE)
    assert outcomes(again) == {"same": 3}, again.counts


def test_the_bulk_deed_leaves_one_entry_and_one_row_per_person(land: Land) -> None:
    batch = imported("roster", csv_of(ROSTER, [HHEN, AN]), land.near, **SINCE)
    entry = Entry.objects.get(pk=batch.audit_entry_id or 0)
    assert (entry.deed, entry.rows_touched, entry.place_id) == ("sheets.import_roster", 2, land.near.pk)
    rows = EntryRow.objects.filter(entry=entry, subject_kind="citizen")
    assert set(rows.values_list("subject_id", flat=True)) == set(Citizen.objects.values_list("pk", flat=True))
    assert all(row.is_new for row in rows)


def test_all_problems_of_all_rows_are_said_without_the_values(land: Land) -> None:
    wrong = [
        ["", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "", "", ""],
        ["Lê Thị B", "31/02/1980", "Nữ?", "06618000123", "12", "Buôn Lạ", "", "", ""],
        ["Trần C", "", "", "06618000123X", "", "", "", "", ""],
        ["Phạm D", "1990", "Nam", "999190001111", "", "", "", "", ""],
        ["Phạm E", "1990", "Nam", "001190001111", "", "", "", "", ""],
    ]
    batch = received("roster", csv_of(ROSTER, wrong), land.near, **SINCE)
    assert batch.counts["refused"] == 3
    expected = {"missing", "unread_date", "unknown_choice", "number_length", "phone", "unknown_village"}
    assert expected | {"number_digits", "birth_missing", "number_sex"} <= causes(batch)
    second = set(batch.problems.filter(row_number=3).values_list("column", flat=True))
    assert second == {"birth", "sex", "number", "phone", "village"}
    too_short = batch.problems.get(cause="number_length")
    assert batch.problems.get(cause="unknown_choice").sentence.endswith(
        "Ô này được đọc như ô trống; dòng vẫn được nhập."
    )
    assert too_short.sentence.startswith("Số định danh có 11 chữ số; cần 12. Có thể Excel đã bỏ số 0 ở đầu")
    with override("en"):  # kept without a language: said in that of the reader
        assert too_short.sentence.startswith("The identity number has 11 digits; 12 are needed")
    everything = " ".join(batch.problems.values_list("message", flat=True))
    assert "06618000123" not in everything
    assert "Lê Thị" not in everything


def test_a_number_given_twice_in_the_file_refuses_the_later_row(land: Land) -> None:
    twin = ["Niê H'Hen", *HHEN[1:]]
    batch = received("roster", csv_of(ROSTER, [HHEN, AN, twin]), land.near, **SINCE)
    assert outcomes(batch) == {"new": 2, "refused": 1}
    problem = batch.problems.get(cause="repeated")
    assert (problem.row_number, "2" in problem.sentence) == (4, True)


def test_a_second_declaration_with_the_number_corrects_the_person(land: Land) -> None:
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    changed = ["H'Hen Niê Kdăm", "06/03/1980", "Nữ", "066 180 001 234", "0911222333", "", "", "", ""]
    batch = imported("roster", csv_of(ROSTER, [changed]), land.near, **SINCE)
    assert outcomes(batch) == {"changed": 1}
    hhen = Citizen.objects.get()
    assert (hhen.name, hhen.birth_date, hhen.home_id) == ("H'Hen Niê Kdăm", date(1980, 3, 6), land.near_village.pk)
    assert hhen.memberships.count() == 2  # blank cells erase nothing
    row = EntryRow.objects.get(entry_id=batch.audit_entry_id or 0, subject_kind="citizen")
    assert not row.is_new
    assert row.private_changes is not None


def test_a_number_found_elsewhere_moves_the_person_here(land: Land) -> None:
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    moved = [*HHEN[:5], "Thôn Một", "H9", "", "01/06/2025"]
    batch = imported("roster", csv_of(ROSTER, [moved]), land.far, **SINCE)
    assert outcomes(batch) == {"changed": 1}
    assert "elsewhere" in causes(batch)
    hhen = Citizen.objects.get()
    assert hhen.home_id == land.far_village.pk
    spells = list(hhen.residences.order_by("since").values_list("place_id", "since", "until"))
    assert spells == [
        (land.near_village.pk, date(2024, 1, 1), date(2025, 6, 1)),
        (land.far_village.pk, date(2025, 6, 1), None),
    ]
    family = hhen.memberships.filter(group__kind="family").order_by("since").values_list("group__code", "until")
    assert list(family) == [("H01", date(2025, 6, 1)), ("H9", None)]
    told = Entry.objects.get(deed="people.leave_commune")
    assert (told.place_id, told.rows_touched) == (land.near_village.pk, 1)
    undo_batch(batch, actor=None)
    back = Entry.objects.get(deed="people.return_to_commune")
    assert (back.place_id, back.rows_touched) == (land.near_village.pk, 1)
    Batch.objects.filter(pk=batch.pk).update(status=Batch.Status.UNDOING)  # killed at its very end, it goes on
    undo_batch(batch, actor=None)
    assert Entry.objects.get(deed="people.return_to_commune") == back


def test_a_roster_that_moves_people_within_the_commune_tells_nobody(land: Land) -> None:
    put("Buôn Kmu", Tier.VILLAGE, land.near, kind="Buôn")
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    moved = [*HHEN[:5], "Buôn Kmu", *HHEN[6:8], "01/06/2025"]
    assert outcomes(imported("roster", csv_of(ROSTER, [moved]), land.near, **SINCE)) == {"changed": 1}
    assert not Entry.objects.filter(deed="people.leave_commune").exists()


def test_a_number_of_somebody_else_is_refused(land: Land) -> None:
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    batch = received(
        "roster", csv_of(ROSTER, [["Võ Thị Lạ", "1999", "Nữ", "066180001234", "", "", "", "", ""]]), land.near, **SINCE
    )
    assert outcomes(batch) == {"refused": 1}
    assert "number_of_another" in causes(batch)


def test_without_a_number_a_namesake_is_asked_about_and_the_answer_is_kept(land: Land) -> None:
    known = add_citizen(
        declare(land.near_village, "Y Blŏk Êban", birth_date=None, birth_year=1975, sex="m"), actor=None
    ).citizen
    assert known is not None
    MatchChoice.objects.all().delete()
    content = csv_of(ROSTER, [YBLOK])
    batch = received("roster", content, land.near, **SINCE)
    assert outcomes(batch) == {"ambiguous": 1}
    problem = batch.problems.get(severity="ambiguous")
    assert problem.detail is not None
    choose_row(problem, known, actor=None)
    confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.count() == 1
    assert known.memberships.count() == 2
    assert outcomes(received("roster", content, land.near, **SINCE)) == {"same": 1}


def test_of_clans_of_one_name_none_is_chosen_and_the_person_comes_in(land: Land) -> None:
    for code in ("NIE-1", "NIE-2"):
        Group.objects.create(
            kind="clan",
            code=code,
            name="Dòng họ Niê",
            folded_name="dong ho nie",
            place=land.near,
            since=date(2000, 1, 1),
        )
    batch = imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    assert outcomes(batch) == {"new": 1}
    assert batch.problems.get(cause="clan_shared").severity == "warning"
    assert not Membership.objects.filter(group__kind="clan").exists()
    corrected = [*HHEN[:4], "0911222333", *HHEN[5:]]
    assert outcomes(imported("roster", csv_of(ROSTER, [corrected]), land.near, **SINCE)) == {"changed": 1}
    assert Group.objects.filter(kind="clan").count() == 2


def test_a_new_person_may_be_chosen_for_a_namesake(land: Land) -> None:
    add_citizen(declare(land.near_village, "Y Blŏk Êban", birth_date=None, birth_year=1975, sex="m"), actor=None)
    MatchChoice.objects.all().delete()
    batch = received("roster", csv_of(ROSTER, [YBLOK]), land.near, **SINCE)
    choose_row(batch.problems.get(severity="ambiguous"), None, actor=None)
    confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.count() == 2
    assert outcomes(received("roster", csv_of(ROSTER, [YBLOK]), land.near, **SINCE)) == {"same": 1}
    assert Citizen.objects.count() == 2


def test_a_number_that_comes_later_asks_about_who_has_none(land: Land) -> None:
    imported("roster", csv_of(ROSTER, [YBLOK]), land.near, **SINCE)
    later = [*YBLOK[:3], "066075000001", *YBLOK[4:]]
    batch = received("roster", csv_of(ROSTER, [later]), land.near, **SINCE)
    kept = Citizen.objects.get()
    # The kept choice of the first import says who it is: the number joins the record.
    assert outcomes(batch) == {"changed": 1}
    confirm_batch(batch, workers=1, actor=None)
    assert IdentityNumber.objects.get().citizen == kept


def test_new_villages_are_made_only_when_the_officer_says_so(land: Land) -> None:
    content = csv_of(ROSTER, [[*HHEN[:5], "Buôn Mới", "H1", "Niê", ""], [*AN[:5], "buôn mới", "H2", "", ""]])
    assert causes(received("roster", content, land.near, **SINCE)) >= {"unknown_village"}
    batch = imported("roster", content, land.near, make_villages=True, **SINCE)
    assert outcomes(batch) == {"new": 2}
    village = PlaceSpell.objects.get(name="Mới", kind="Buôn")
    assert village.parent_id == land.near.pk
    assert set(Citizen.objects.values_list("home", flat=True)) == {village.place_id}
    undo_batch(batch, actor=None)
    assert not PlaceSpell.objects.filter(name="Mới").exists()


def test_undo_leaves_everything_as_it_was(land: Land) -> None:
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    before = snapshot()
    moved = [*HHEN[:4], "0911222333", "Thôn Một", "H9", "Êban", "01/06/2025"]
    batch = imported("roster", csv_of(ROSTER, [moved]), land.far, **SINCE)
    assert snapshot() != before
    undo_batch(batch, actor=None)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.UNDONE
    assert snapshot() == before


def test_undo_is_refused_once_a_row_was_touched(land: Land) -> None:
    batch = imported("roster", csv_of(ROSTER, [HHEN, AN]), land.near, **SINCE)
    imported("roster", csv_of(ROSTER, [["Nguyễn Văn Ân", *AN[1:]]]), land.near, **SINCE)
    with pytest.raises(Refusal, match="1 việc làm"):
        undo_batch(batch, actor=None)
    assert Citizen.objects.count() == 2


def test_a_province_imports_several_communes_by_code(land: Land) -> None:
    headers = ["Mã xã", *ROSTER]
    rows = [["24001", *HHEN], ["24002", *AN], ["99999", *YBLOK]]
    batch = imported("roster", csv_of(headers, rows), land.province, **SINCE)
    assert outcomes(batch) == {"new": 2, "refused": 1}
    assert Citizen.objects.get(name="Nguyễn Văn An").home_id == land.far.pk


def test_an_excel_file_with_date_cells_reads_the_same(land: Land) -> None:
    content = xlsx_of(ROSTER, [[*HHEN[:3], 66180001234.0, *HHEN[4:]]])
    batch = received("roster", content, land.near, name="ds.xlsx", **SINCE)
    assert causes(batch) == {"number_length"}  # Excel ate the zero: said, not guessed
    batch = received("roster", xlsx_of(ROSTER, [HHEN]), land.near, name="ds.xlsx", **SINCE)
    assert outcomes(batch) == {"new": 1}


def test_only_an_officer_of_the_place_imports(land: Land) -> None:
    stranger = User.objects.create_user(username="son", full_name="Sơn", password=None)
    grant_role(stranger, Role.COMMUNE, land.far, since=date(2020, 1, 1), actor=None)
    with pytest.raises(PermissionDenied):
        received("roster", csv_of(ROSTER, [HHEN]), land.near, actor=stranger, **SINCE)
    assert outcomes(
        received("roster", csv_of(ROSTER, [HHEN]), land.far, actor=User.objects.get(pk=stranger.pk), **SINCE)
    )


def test_a_deed_between_check_and_writing_is_seen(land: Land) -> None:
    first = received("roster", csv_of(ROSTER, [HHEN, AN]), land.near, **SINCE)
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    confirm_batch(first, workers=1, actor=None)
    assert Citizen.objects.count() == 2
    assert Membership.objects.count() == 3


def test_confirming_twice_writes_once(land: Land) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    confirm_batch(batch, workers=1, actor=None)
    assert confirm_batch(batch, workers=1, actor=None).status == Batch.Status.DONE
    assert Citizen.objects.count() == 1


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    tables = (
        "people_citizen",
        "people_identitynumber",
        "people_residence",
        "people_membership",
        "people_group",
        "people_matchchoice",
    )
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def test_nobody_lived_in_a_place_before_it_was_made(land: Land) -> None:
    PlaceSpell.objects.filter(place__in=[land.far, land.far_village]).update(since=date(2025, 7, 1))
    imported("roster", csv_of(ROSTER, [[*HHEN[:5], "Thôn Một", "H1", "", "01/01/2001"]]), land.far, **SINCE)
    assert Residence.objects.get().since == date(2025, 7, 1)
    assert outcomes(
        received("roster", csv_of(ROSTER, [[*HHEN[:5], "", "H1", "", "01/01/2001"]]), land.far, **SINCE)
    ) == {"same": 1}


def test_who_left_comes_back_and_who_died_does_not(land: Land) -> None:
    imported("roster", csv_of(ROSTER, [HHEN, AN]), land.near, **SINCE)
    hhen, an = Citizen.objects.get(name="H'Hen Niê"), Citizen.objects.get(name="Nguyễn Văn An")
    record_departure(hhen, left_on=date(2025, 3, 1), actor=None)
    record_death(an, died_on=date(2025, 3, 1), actor=None)
    early = received("roster", csv_of(ROSTER, [HHEN, AN]), land.near, **SINCE)
    assert causes(early) == {"dead", "left"}
    batch = imported("roster", csv_of(ROSTER, [[*HHEN[:8], "01/05/2025"]]), land.near, **SINCE)
    assert outcomes(batch) == {"changed": 1}
    hhen.refresh_from_db()
    assert hhen.left_on is None
    assert hhen.residences.get(until=None).since == date(2025, 5, 1)
