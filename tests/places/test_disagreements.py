"""The second opinion on the map of 2025: what it corrects is corrected, what stays open stays listed."""

from vietnam_provinces import Ward

from hieuhoc.places import vietnam
from tests.places.disagreements import (
    FAR_APART_KM,
    LIST,
    as_given,
    disagreements,
    first_opinion,
    kilometres,
    page,
    second_opinion,
)


def test_the_list_in_the_docs_is_current() -> None:
    assert LIST.read_text(encoding="utf-8") == page(), "run python -m tests.places.disagreements"


def test_the_datasets_agree_on_all_but_a_few_wards() -> None:
    assert len(list(disagreements())) == 10
    assert len(first_opinion().keys() & second_opinion().keys()) == 10_033


def test_no_ward_goes_into_communes_far_apart_unless_its_own_point_is_doubtful() -> None:
    communes = {unit.key: unit for reform in vietnam.reforms().values() for unit in reform.communes}
    wards = {unit.key: unit for unit in vietnam.old_map().wards}
    far = {
        wards[old].code
        for reform in vietnam.reforms().values()
        for old, keys in reform.were_cut.items()
        if max(kilometres(communes[one], communes[other]) for one in keys for other in keys) > FAR_APART_KM
    }
    # Large communes of the mountains and the delta, on which both datasets agree, and 31379, open in the list: its own
    # point is that of its namesake.
    agreed = {code for code in far if second_opinion().get(code) == first_opinion()[code]}
    assert far - agreed == {"31379"}
    assert agreed == {"22978", "32053", "06625", "04891", "32122", "27772"}


def test_what_was_decided_by_distance_is_what_the_second_dataset_says() -> None:
    decided = vietnam.corrections()["successors"]["of"]
    assert len(decided) == 27
    for code, kept in decided.items():
        assert set(kept) == second_opinion()[code] < as_given()[code]


def test_corrected_kinds_are_those_of_the_second_dataset() -> None:
    kinds = {unit.code: unit.kind for reform in vietnam.reforms().values() for unit in reform.communes}
    theirs = {f"{ward.code:05d}": ward.name.split(" ")[0] for ward in Ward.iter_all()}
    for code, kind in vietnam.corrections()["kinds"]["of"].items():
        assert kinds[code] == kind == theirs[code]


def test_every_commune_lies_near_a_predecessor_unless_the_old_point_is_the_doubtful_one() -> None:
    old = {unit.key: unit for unit in (*vietnam.old_map().wards, *vietnam.old_map().districts)}
    far = set()
    for reform in vietnam.reforms().values():
        into: dict[str, list[vietnam.Unit]] = {}
        for ward, key in reform.went_whole.items():
            into.setdefault(key, []).append(old[ward])
        for ward, keys in reform.were_cut.items():
            for key in keys:
                into.setdefault(key, []).append(old[ward])
        far |= {
            unit.code
            for unit in reform.communes
            if min(kilometres(unit, ward) for ward in into[unit.key]) > FAR_APART_KM
        }
    # Here the commune's point lies in its boundary (see corrections.json): the old wards were given that of a district
    # or of a mainland town.
    assert far == {"01456", "18409", "18919", "20333", "22736", "23535", "23538", "25135", "25162", "30781"}
