"""Where people live and what they belong to, from a day on."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.accounts.models import Role, User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.models import Entry
from hieuhoc.audit.reads import history_of, history_within
from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.lib.scope import Scope
from hieuhoc.people import reads
from hieuhoc.people.actions import (
    Facts,
    NewGroup,
    NewUnit,
    add_branch,
    add_group,
    add_unit,
    change_branch,
    change_group,
    change_unit,
    correct_citizen,
    join_branch,
    join_citizens,
    join_group,
    join_unit,
    leave_branch,
    leave_group,
    leave_unit,
    make_link_code,
    move_citizen,
    record_death,
    record_departure,
    record_return,
    set_main_membership,
    take_apart_join,
    use_link_code,
    withdraw_death,
)
from hieuhoc.people.actions.looks import find_by_number
from hieuhoc.people.models import Citizen, Group, Join, LinkCode, Membership, Residence
from hieuhoc.people.rules import Identity
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from tests.cast import officer
from tests.people.makers import LONG_AGO, Land, add
from tests.refusals import refused

DAY = date(2024, 3, 1)


def unit_at(place: Place, code: str = "THCS01") -> NewUnit:
    return NewUnit(code, "Trường THCS Cư Né", place, "commune", "school")


def test_a_move_ends_one_residence_and_begins_the_next(land: Land) -> None:
    citizen = add(land.near_village)
    move_citizen(citizen, land.far_village, since=DAY, actor=None)
    citizen.refresh_from_db()
    assert citizen.home_id == land.far_village.pk
    spells = list(Residence.objects.order_by("since").values_list("place", "since", "until"))
    assert spells == [(land.near_village.pk, LONG_AGO, DAY), (land.far_village.pk, DAY, None)]
    assert list(reads.community(land.near_village, date(2024, 2, 29))) == [citizen]
    assert list(reads.community(land.near_village, DAY)) == []
    with refused("before_residence"):
        move_citizen(citizen, land.near_village, since=DAY, actor=None)


def test_a_move_to_another_commune_is_filed_where_the_person_left_too(land: Land) -> None:
    """Sơn's office alone records the move: Minh's, which loses the person, must be able to read who did it and when."""
    son, minh = officer("son", Role.COMMUNE, land.far), officer("minh", Role.COMMUNE, land.near)
    citizen = add(land.near_village, "H'Hoa Niê", birth_date=date(1980, 3, 5), number="066180001234")
    find_by_number("066180001234", Identity("H'Hoa Niê", date(1980, 3, 5)), land.far_village, actor=son)
    move_citizen(citizen, land.far_village, since=DAY, actor=son)
    there = history_within(among("place_id", scope_of(minh, "audit.read_history"))).filter(deed__startswith="people.")
    assert [(entry.deed, entry.actor) for entry in there] == [
        ("people.leave_commune", son),
        ("people.add_citizen", None),
    ]
    assert there[0].changes["place"] == [land.near_village.pk, land.far_village.pk]
    assert there[0].subject_id == Residence.objects.get(citizen=citizen, until=DAY).pk
    assert history_of("citizen", citizen.pk)[0].deed == "people.move_citizen"


def test_a_move_within_the_commune_is_filed_once(land: Land) -> None:
    citizen = add(land.near_village)
    move_citizen(citizen, land.near, since=DAY, actor=None)
    assert [entry.deed for entry in history_of("citizen", citizen.pk)] == ["people.move_citizen", "people.add_citizen"]
    assert not Entry.objects.filter(deed="people.leave_commune").exists()


def test_a_move_marks_both_communes_for_recounting(land: Land) -> None:
    Revision.objects.create(year=2024)
    citizen = add(land.near_village)
    StaleMark.objects.all().delete()
    move_citizen(citizen, land.far_village, since=DAY, actor=None)
    assert set(StaleMark.objects.values_list("place", "year")) >= {(land.near.pk, 2024), (land.far.pk, 2024)}


def test_a_death_ends_everything_and_can_be_withdrawn(land: Land) -> None:
    citizen = add(land.near_village)
    family = add_group(NewGroup("family", "Nhà H'Hen", "HK01", land.near_village), actor=None)
    join_group(citizen, family, since=LONG_AGO, actor=None)
    record_death(citizen, died_on=DAY, actor=None)
    assert list(Citizen.objects.living(DAY)) == []
    assert list(Citizen.objects.living(date(2024, 2, 29))) == [citizen]
    for office, reached in ((land.near, [citizen]), (land.far, [])):  # the office of the last home keeps the record
        assert list(Citizen.objects.within(Scope(on=DAY, places=frozenset({office.pk})))) == reached
    assert not Membership.objects.open().exists()
    assert list(reads.members(family, date(2024, 2, 29)))
    withdraw_death(citizen, actor=None)
    assert Membership.objects.open().count() == 1
    assert Residence.objects.get().until is None


def test_leaving_and_coming_back_leaves_a_gap(land: Land) -> None:
    citizen = add(land.near_village)
    record_departure(citizen, left_on=DAY, actor=None)
    with refused("away"):
        move_citizen(citizen, land.far_village, since=date(2024, 6, 1), actor=None)
    record_return(citizen, land.far_village, since=date(2024, 9, 1), actor=None)
    assert list(reads.community(land.far_village, date(2024, 9, 1))) == [citizen]
    assert list(Citizen.objects.living_in(land.far_village, date(2024, 8, 31))) == []


def test_nobody_is_in_a_family_twice_at_a_time(land: Land) -> None:
    citizen = add(land.near_village)
    family = add_group(NewGroup("family", "Nhà H'Hen", "HK01", land.near_village), actor=None)
    first = join_group(citizen, family, since=LONG_AGO, actor=None)
    with refused("already_member"):
        join_group(citizen, family, since=DAY, actor=None)
    leave_group(first, until=DAY, actor=None)
    join_group(citizen, family, since=DAY, actor=None)
    assert Membership.objects.count() == 2


def test_the_first_unit_is_the_main_one_and_another_takes_over_from_a_day(land: Land) -> None:
    citizen = add(land.near_village)
    one = join_unit(citizen, add_unit(unit_at(land.near), actor=None), since=LONG_AGO, actor=None)
    two = join_unit(citizen, add_unit(unit_at(land.far, "UB02"), actor=None), since=LONG_AGO, actor=None)
    assert (one.is_main, two.is_main) == (True, False)
    set_main_membership(two, since=DAY, actor=None)
    before, after = reads.main_unit(citizen, date(2024, 2, 29)), reads.main_unit(citizen, DAY)
    assert before is not None
    assert after is not None
    assert (before.place_id, after.place_id) == (land.near.pk, land.far.pk)
    assert Membership.objects.open().main_unit().count() == 1


def test_a_unit_changes_its_level_from_a_day(land: Land) -> None:
    unit = add_unit(unit_at(land.near), actor=None)
    change_unit(unit, since=DAY, level="province", place=land.province, actor=None)
    assert list(unit.spells.order_by("since").values_list("level", "since", "until")) == [
        ("province", DAY, None),
        ("commune", None, DAY),
    ]
    with refused("changed_since"):
        change_unit(unit, since=date(2023, 1, 1), level="central", actor=None)


def test_who_leaves_a_unit_or_a_branch_is_gone_from_that_day(land: Land) -> None:
    citizen = add(land.near_village)
    works = join_unit(citizen, add_unit(unit_at(land.near), actor=None), since=LONG_AGO, actor=None)
    branch = add_branch("CH01", "Chi hội Buôn Drăh", land.near_village, actor=None)
    belongs = join_branch(citizen, branch, since=LONG_AGO, actor=None)
    with refused("until_before_since"):
        leave_unit(works, until=LONG_AGO, actor=None)
    leave_unit(works, until=DAY, actor=None)
    leave_branch(belongs, until=DAY, actor=None)
    assert list(Membership.objects.values_list("until", flat=True)) == [DAY, DAY]
    assert reads.main_unit(citizen, DAY) is None
    assert reads.main_branch(citizen, date(2024, 2, 29)) == branch
    assert reads.main_branch(citizen, DAY) is None
    with refused("already_left"):
        leave_branch(belongs, until=DAY, actor=None)
    assert set(Entry.objects.values_list("deed", flat=True)) >= {"people.leave_unit", "people.leave_branch"}


def test_a_branch_moves_and_is_renamed_from_a_day(land: Land) -> None:
    branch = add_branch("CH01", "Chi hội Buôn Drăh", land.near_village, actor=None)
    change_branch(branch, since=DAY, name="Chi hội Thôn Một", place=land.far_village, actor=None)
    branch.refresh_from_db()
    assert branch.name == "Chi hội Thôn Một"
    assert list(branch.spells.order_by("-until").values_list("place", "since", "until")) == [
        (land.far_village.pk, DAY, None),
        (land.near_village.pk, None, DAY),
    ]
    with refused("changed_since"):
        change_branch(branch, since=LONG_AGO, place=land.near_village, actor=None)


def test_a_group_takes_another_name_or_place_and_ends_with_its_members(land: Land) -> None:
    citizen = add(land.near_village)
    clan = add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Niê", "NIE", land.near, LONG_AGO), actor=None)
    add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Niê", "NIE", land.far, LONG_AGO), actor=None)
    join_group(citizen, clan, since=LONG_AGO, actor=None)
    with refused("code_taken"):
        change_group(clan, place=land.far, actor=None)
    changed = change_group(clan, name="Dòng họ Niê Kđăm", place=land.near_village, until=DAY, actor=None)
    assert (changed.name, changed.folded_name, changed.place_id) == (
        "Dòng họ Niê Kđăm",
        "dong ho nie kdam",
        land.near_village.pk,
    )
    assert Membership.objects.get().until == DAY
    entry = Entry.objects.get(deed="people.change_group")
    assert set(entry.changes) == {"name", "place", "until"}


def test_officers_and_members_of_a_branch(land: Land) -> None:
    citizen = add(land.near_village)
    branch = add_branch("CH01", "Chi hội Buôn Drăh", land.near_village, actor=None)
    join_branch(citizen, branch, since=LONG_AGO, role="officer", actor=None)
    assert reads.main_branch(citizen, DAY) == branch
    assert [row.role for row in reads.members(branch, DAY)] == ["officer"]


def test_a_correction_is_sealed_and_changes_search_and_order(land: Land) -> None:
    citizen = add(land.near_village, "Nguyễn Văn Lan")
    correct_citizen(citizen, Facts("Đặng Thị Ánh", birth_year=1950, sex="f", phone="0905"), actor=None)
    assert list(Citizen.objects.named("anh dang")) == [citizen]
    assert list(Citizen.objects.named("ĐẶNG TH")) == [citizen]
    assert list(Citizen.objects.named("nguyen")) == []
    assert reads.card(Citizen.objects.get(), DAY).phone == "0905"


@pytest.mark.parametrize("name", ["H'Hoa Niê", "H’Hoa Niê", "Y Sáu H'Hoa", "H' Hoa Niê", "H Hoa Niê", "H-Hoa Niê"])
def test_a_name_with_an_apostrophe_is_found_however_it_is_typed(land: Land, name: str) -> None:
    citizen = add(land.near_village, name)
    for typed in ("hoa", "h'hoa", "H’HOÁ", "h hoa", "h'h", "ho"):
        assert list(Citizen.objects.named(typed)) == [citizen], typed
    for typed in ("hoan", "b'hoa", "h'hoan"):
        assert list(Citizen.objects.named(typed)) == [], typed


def test_a_letter_is_no_particle_where_no_apostrophe_stands(land: Land) -> None:
    hanh, an = add(land.near_village, "Trần Thị Hạnh"), add(land.near_village, "Lê Văn An")
    assert list(Citizen.objects.named("an")) == [an]
    assert list(Citizen.objects.named("hanh")) == [hanh]


def test_the_list_is_ordered_by_given_name_and_goes_on_behind_a_row(land: Land) -> None:
    for name in ("Trần Thị Bình", "Nguyễn Văn Ân", "Lê Văn An", "Đỗ Văn An"):
        add(land.near_village, name)
    people = list(Citizen.objects.within(Scope(on=DAY, places=frozenset({land.near.pk}))).by_name())
    assert [person.name for person in people] == ["Đỗ Văn An", "Lê Văn An", "Nguyễn Văn Ân", "Trần Thị Bình"]
    rest = Citizen.objects.by_name().after(people[1].name_key, people[1].pk)
    assert list(rest) == people[2:]


def test_what_hangs_on_a_joined_record_goes_over_and_comes_back(land: Land) -> None:
    kept, joined = add(land.near_village), add(land.far_village)
    family = add_group(NewGroup("clan", "Dòng họ Niê", "DH01", land.near), actor=None)
    school = add_unit(unit_at(land.near), actor=None)
    office = add_unit(unit_at(land.near, "UB"), actor=None)
    join_group(kept, family, since=LONG_AGO, actor=None)
    join_group(joined, family, since=DAY, actor=None)
    join_unit(kept, school, since=LONG_AGO, actor=None)
    join_unit(joined, office, since=LONG_AGO, actor=None)
    columns = ("pk", "citizen", "group", "unit", "is_main", "since", "until")
    before = set(Membership.objects.values_list(*columns))
    join = join_citizens(kept, joined, reason="cùng người", actor=None)
    assert [row.unit for row in Membership.objects.filter(citizen=kept, is_main=True)] == [school]
    assert reads.members(family, DAY).count() == 1
    assert reads.members(office, DAY).count() == 1
    with refused("joined_record"):
        record_death(joined, died_on=DAY, actor=None)
    take_apart_join(Join.objects.get(pk=join.pk), reason="nhầm", actor=None)
    assert set(Membership.objects.values_list(*columns)) == before


def test_a_link_code_works_once_for_one_sign_in(land: Land) -> None:
    citizen = add(land.near_village)
    lan, khoa = (User.objects.create_user(username=name, password=None, full_name=name) for name in ("lan", "khoa"))
    older = make_link_code(citizen, actor=None)
    code = make_link_code(citizen, actor=None)
    with refused("code_unusable"):
        use_link_code(older, actor=lan)
    assert use_link_code(code.lower(), actor=lan) == citizen
    with refused("code_unusable"):
        use_link_code(code, actor=khoa)
    assert Citizen.objects.of(lan).get() == citizen
    assert code.encode() not in bytes(LinkCode.objects.latest("pk").code_hash)


def test_the_head_of_a_clan_reaches_its_members_and_nobody_else(land: Land) -> None:
    head, member, other = (add(land.near_village, name) for name in ("Y Khoa Niê", "H'Lan Niê", "Sơn"))
    clan = add_group(NewGroup("clan", "Dòng họ Niê", "DH01", land.near), actor=None)
    join_group(head, clan, since=LONG_AGO, role="head", actor=None)
    join_group(member, clan, since=LONG_AGO, actor=None)
    khoa = User.objects.create_user(username="khoa", password=None, full_name="Khoa")
    use_link_code(make_link_code(head, actor=None), actor=khoa)
    reached = Citizen.objects.within(scope_of(khoa, "people.read_citizens"))
    assert set(reached) == {head, member}
    join_group(other, clan, since=LONG_AGO, actor=khoa)
    with pytest.raises(PermissionDenied):
        record_death(member, died_on=DAY, actor=khoa)
