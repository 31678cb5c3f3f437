"""Whatever is done, in whatever order: the live figures of all open years, maps and levels are those of a recount."""

import ast
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hieuhoc.config.environment import ROOT
from hieuhoc.indicators.placing import last_map_date
from hieuhoc.indicators.recounting import recount_everything, recount_stale
from tests import house
from tests.indicators.brute_force import Key, Numbers, Recount
from tests.indicators.every_deed import (
    ACTS,
    Story,
    add_person,
    attempt,
    begin,
    correct_home,
    cut_commune,
    end_family,
    join_branch,
    merge_communes,
)
from tests.indicators.test_recount_everything import stored

pytestmark = pytest.mark.django_db
# Deeds that change nothing a figure reads, by their module or name.
READ_BY_NO_FIGURE = {
    *("accounts", "assessment", "chains", "criteria", "documents", "indicators", "privacy", "trials"),
    *("consultations", "news", "schools", "credentials", "plans", "inspection", "alerts", "reported"),
    *("open_fund", "change_fund", "close_books", "pledge_gift", "withdraw_gift", "pass_over_line"),
    *("thank_givers", "halt_thanks", "note_letters", "change_consents"),
    *("ask_use", "approve_use", "refuse_use", "prove_use"),  # what is paid counts, with its proof or without
    *("people.actions.links", "people.actions.looks", "people.actions.numbers", "people.actions.rotate"),
    *("people.actions.questions", "contest_departure"),
    *("keep_model", "learning.actions.activities", "learning.actions.participations"),
    *(
        "learning.actions.topics",
        "learning.actions.wishes",
        "learning.actions.own_learning",
        "learning.actions.record_links",
    ),
    *(
        "learning.actions.courses",
        "learning.actions.course_parts",
        "learning.actions.trainees",
        "set_quiz",
        "show_code",
    ),
    *("collectives.actions.criteria", "collectives.actions.force", "collectives.actions.loading"),
    *("places.actions.area_classes", "places.actions.drafting", "places.actions.scheduling"),
    *("recognition.actions.printing", "recognition.actions.proposals", "recognition.actions.reissues"),
    *("recognition.actions.originals", "recognition.actions.signing"),
    *("recognition.actions.objections", "recognition.actions.corrections"),
    *("collectives.actions.reviewing", "collectives.actions.objections"),
    *("preview_order", "add_village", "add_villages", "rename_village"),  # a new village has nobody yet
}
# Done by what is done here, or to many at once with a test of their own.
DONE_ELSEWHERE = {
    *("sheets", "places.actions.loading"),
    *(
        "check_in",
        "record_scans",
        "judge_training",
        "take_quiz",
    ),  # completed through the same judging as mark_presences
    *("receive_gifts", "import_statement", "settle_line", "take_line"),  # booked as receive_gift books one
    *("restore_title", "restore_model", "regrade_model"),  # by upholding an objection
    *("choose_match", "assign_village", "record_group_recognitions", "settle_departure"),
}
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def by_hand(story: Story) -> dict[Key, Numbers]:
    today = timezone.localdate()
    map_date = last_map_date(today)
    figures = Recount(today, map_date or date.min).figures(story.years)
    return {key: numbers for key, numbers in figures.items() if map_date or key[0] is None}


@QUICK
# A stay corrected after its commune was merged: the year before counts it where the village was then.
@example(seed=33554433, acts=[join_branch, correct_home, merge_communes, add_person, correct_home])
# A family ended of which somebody waits for a place after a cut.
@example(seed=134217727, acts=[add_person, cut_commune, add_person, end_family])
@given(seed=st.integers(0, 2**32), acts=st.lists(st.sampled_from(ACTS), min_size=4, max_size=12))
def test_after_every_deed_the_figures_are_those_of_a_recount(seed: int, acts: list) -> None:
    with transaction.atomic():
        story = begin(seed)
        recount_everything(engine="postgresql")
        done = []
        for act in acts:
            if not attempt(act, story):
                continue
            done.append(act.__name__)
            recount_stale()
            assert stored() == by_hand(story), done
        transaction.set_rollback(True)


def test_every_deed_there_is_is_done_here_or_read_by_no_figure() -> None:
    files = [ROOT / "tests/indicators" / name for name in ("every_deed.py", "giving_deeds.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    called |= {node.id for node in nodes if isinstance(node, ast.Name)}
    known = READ_BY_NO_FIGURE | DONE_ELSEWHERE
    left = []
    for module, name in house.deeds(house.modules()):
        place = module.removeprefix("hieuhoc.")
        if not {place.split(".")[0], place, name} & known and name not in called:
            left.append(f"{place}.{name}")
    assert left == []
