"""Every address × everybody × a real row of each commune, against the table of who may what."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.apps import apps
from django.contrib.sessions.models import Session

from hieuhoc.accounts.models import Grant
from hieuhoc.web.ids import KINDS
from tests.web.access.addresses import Address, addresses, filled
from tests.web.access.browsing import Browser
from tests.web.access.table import COLUMN, WITHOUT_OFFICE, meets, table, word_for
from tests.web.access.world import BothSides

EVERYBODY = (*COLUMN, *WITHOUT_OFFICE)
POSTING = ("son", "minh", "khoa", "staff", "district")  # by place and by membership, some power and none any more
# A page, a file, a redirect to the next page, the sentence why it is not possible now (409), a deed that is only
# posted (405): whoever meets one of these was let in.
OPEN = {200, 204, 302, 405, 409}
# Where a district officer met something else than the officers of the communes below: decisions are the district's to
# sign, and a role can only be handed on, and taken back, by whoever holds it.
OF_A_DISTRICT = {
    "decision-new": "open",
    "decision-correct": "open",
    "original-sign": "open",
    "proposal-return": "open",
    "title-revoke": "open",
    "title-suspend": "open",
    "title-resume": "open",
    "delegate": "absent",
    "delegation-end": "absent",
    "export-file": "absent",
    # The code of a lesson is shown, and people's codes are read, by its trainers alone.
    "lesson-screen": "absent",
    "lesson-scans": "absent",
}
HTMX = {"HX-Request": "true"}  # a refusal is then answered in a few words instead of a whole page
type Browsers = Callable[[str], Browser]


def met(status: int) -> str:
    return "open" if status in OPEN else {403: "refused", 404: "absent"}.get(status, str(status))


def tried(world: BothSides, who: str) -> Iterator[tuple[str, str, str]]:
    """(name, address, what the table says). Rows of both communes where it makes a difference: who is turned away at
    the door, or reaches all or none, meets the same."""
    for one in addresses("office"):
        is_same = word_for(one.name, who) not in {"own", "shut"} or not one.is_of_a_row
        for side in ("near",) if is_same else ("near", "far"):
            address = filled(one, world, world.near if side == "near" else world.far)
            yield f"{one.name} {side}", address, meets(one.name, who, side)


def rows_kept() -> dict[str, int]:
    models = [model for model in apps.get_models() if model is not Session]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_the_table_names_every_address_of_the_office_and_no_other() -> None:
    assert sorted(table()) == sorted({one.name for one in addresses("office")})


def test_every_kind_of_id_has_a_real_row_in_both_communes(world: BothSides) -> None:
    assert {kind for one in addresses() for kind in one.kinds.values()} <= set(KINDS)
    for side in world.sides:
        assert set(KINDS) - set(side.rows) == set()
        assert all(filled(one, world, side).startswith("/") for one in addresses())


def test_everybody_meets_what_the_table_says(world: BothSides, browser_of: Browsers) -> None:
    wrong = []
    for who in EVERYBODY:
        browser = browser_of(who)
        for name, address, expected in tried(world, who):
            status = browser.get(address, headers=HTMX).status_code
            if met(status) != expected:
                wrong.append((who, name, status, expected))
    assert wrong == []


def test_a_district_officer_met_what_the_communes_below_meet_and_signed_for_them(
    world: BothSides, browser_of: Browsers
) -> None:
    Grant.objects.filter(user=world.people["district"]).update(until=None)
    browser, wrong = browser_of("district"), []
    for one in addresses("office"):
        expected = OF_A_DISTRICT.get(one.name, meets(one.name, "minh", "near"))
        status = browser.get(filled(one, world, world.near), headers=HTMX).status_code
        if met(status) != expected:
            wrong.append((one.name, status, expected))
    assert wrong == []


def test_who_lacks_the_power_changes_nothing_by_posting(world: BothSides, browser_of: Browsers) -> None:
    before, wrong = rows_kept(), []
    for who in POSTING:
        browser = browser_of(who)
        for name, address, expected in tried(world, who):
            if expected == "open":
                continue
            status = browser.post(address, headers=HTMX).status_code
            if met(status) != expected:
                wrong.append((who, name, status, expected))
    assert wrong == []
    assert rows_kept() == before


def test_a_stranger_is_asked_to_sign_in_and_changes_nothing(world: BothSides, browser_of: Browsers) -> None:
    before, browser, wrong = rows_kept(), browser_of("anonymous"), []
    for one in [*addresses("office"), *addresses("citizen")]:
        address = filled(one, world, world.near)
        for answer in (browser.get(address), browser.post(address)):
            if answer.status_code != 302 or "/account/login/" not in answer.headers["Location"]:
                wrong.append((one.full_name, answer.status_code))
    assert wrong == []
    assert rows_kept() == before


def test_the_public_face_shows_everybody_the_same(world: BothSides, browser_of: Browsers) -> None:
    for one in addresses("public"):
        met_by = {
            browser_of(who).get(filled(one, world, world.near)).status_code
            for who in ("anonymous", "lan", "minh", "son")
        }
        assert len(met_by) == 1, (one.name, met_by)


def own_rows(one: Address, world: BothSides) -> str:
    """Lan's own address: her title, and the dossier that led to it."""
    rows = world.near.rows | {"dossier": world.lans_dossier, "evidence": world.lans_evidence}
    return filled(one, world, replace(world.near, rows=rows))


def test_what_is_lans_own_opens_to_lan_and_to_nobody_else(world: BothSides, browser_of: Browsers) -> None:
    # An activity and a lesson are anybody's: what the page says of them is one's own part.
    rows = [
        one for one in addresses("citizen") if one.is_of_a_row and one.name not in {"activity", "checkin", "course"}
    ]
    of_a_course = {"course-quiz", "course-feedback", "course-certificate", "course-material"}
    of_an_assessment = {"assess", "assess-question", "dossier-send", "dossier-withdraw"}
    of_evidence = {"evidence", "evidence-new", "evidence-remove"}
    of_a_dossier = {"dossier", "objection", "certificate"}
    of_own_learning = {"own-learning-change", "own-learning-file", "own-learning-remove", "record-link-withdraw"}
    named = of_a_dossier | of_an_assessment | of_evidence | of_a_course | of_own_learning
    assert {one.name for one in rows} == named
    for one in rows:  # what is recognised is not written any more: the sentence why
        assert met(browser_of("lan").get(own_rows(one, world)).status_code) == "open", one.name
        assert browser_of("lan").get(filled(one, world, world.far)).status_code == 404, one.name
        for who in set(EVERYBODY) - {"lan"}:
            assert browser_of(who).get(own_rows(one, world)).status_code == 404, (one.name, who)
