"""The next version is drafted, consulted on and promulgated; what is in force never changes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry
from hieuhoc.criteria.actions import (
    add_criterion,
    describe_version,
    draft_version,
    drop_applicant_group,
    drop_criterion,
    drop_pass_rule,
    load_criteria,
    name_applicant_group,
    promulgate_version,
    rename_competence,
    retire_version,
    reword_criterion,
    set_pass_rule,
    weigh_criterion,
)
from hieuhoc.criteria.models import Criterion, GroupWording, PassRule, Version
from hieuhoc.criteria.reads import version_text
from hieuhoc.lib.errors import Refusal
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force() -> Version:
    load_criteria(actor=None)
    return Version.objects.get(number="324/QĐ-KHVN")


def test_a_draft_says_what_its_source_says(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    old, new = version_text(in_force), version_text(draft)
    assert [c.text for c in new.criteria] == [c.text for c in old.criteria]
    assert [(r.area_class, r.min_total, r.min_each) for r in new.rules] == [
        (r.area_class, r.min_total, r.min_each) for r in old.rules
    ]
    assert draft.status == "draft"


def test_a_corrected_transcription_is_the_next_edition_of_the_same_decision(in_force: Version) -> None:
    assert draft_version(in_force, number=in_force.number, actor=None).edition == 2


def test_a_version_ends_once_and_after_it_began(in_force: Version) -> None:
    assert in_force.since is not None
    with refused("until_too_early"):
        retire_version(in_force, until=in_force.since, actor=None)
    until = date(2027, 1, 1)
    assert retire_version(in_force, until=until, actor=None).status == "retired"
    assert retire_version(in_force, until=until, actor=None).until == until, "asked twice, done once"
    assert Entry.objects.filter(deed="criteria.retire_version", subject_id=in_force.pk).count() == 1
    with refused("not_in_force"):
        retire_version(in_force, until=date(2028, 1, 1), actor=None)
    with refused("not_in_force"):
        retire_version(draft_version(in_force, number="400/QĐ-KHVN", actor=None), until=until, actor=None)


def test_words_for_one_group_leave_the_others_alone(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    learners = draft.applicant_groups.get(code="learners")
    fifth = draft.criteria.get(position=5)
    reword_criterion(
        fifth, text="Dùng phần mềm học tập.", source="VB", certainty="seen", applicant_group=learners, actor=None
    )
    residents = draft.applicant_groups.get(code="residents")
    assert version_text(draft, applicant_group_id=learners.pk).criteria[4].text == "Dùng phần mềm học tập."
    assert version_text(draft, applicant_group_id=residents.pk).criteria[4].text == fifth.text


def test_a_version_in_force_refuses_every_deed_of_drafting(in_force: Version) -> None:
    criterion = in_force.criteria.get(position=1)
    with refused("in_force"):
        reword_criterion(criterion, text="x", source="", certainty="seen", actor=None)
    with refused("in_force"):
        set_pass_rule(in_force, area_class="", min_total=50, min_each=0, source="", certainty="seen", actor=None)
    with refused("in_force"):
        describe_version(in_force, title="x", source="", certainty="seen", note="", actor=None)


@pytest.mark.parametrize("number", ["244/QĐ-KHVN", "324/QĐ-KHVN"])
@pytest.mark.parametrize(
    "change",
    [
        lambda v: Version.objects.filter(pk=v.pk).update(note=""),
        lambda v: Version.objects.filter(pk=v.pk).update(status="draft"),
        lambda v: v.criteria.filter(position=1).update(text="x"),
        lambda v: v.pass_rules.update(min_total=1),
        lambda v: v.pass_rules.filter(area_class="").delete(),
        lambda v: PassRule.objects.create(version=v, area_class="other", min_total=1, min_each=1),
        lambda v: Criterion.objects.create(version=v, competence=v.competences.first(), position=11, text="x"),
        lambda v: GroupWording.objects.create(
            criterion=v.criteria.first(), applicant_group=v.applicant_groups.first(), text="x"
        ),
        lambda v: v.competences.update(name="x"),
        lambda v: v.applicant_groups.update(name="x"),
        lambda v: v.applicant_groups.all().delete(),
    ],
)
def test_the_database_refuses_to_change_what_is_in_force_or_retired(
    in_force: Version, number: str, change: Callable[[Version], object]
) -> None:
    version = Version.objects.get(number=number)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(version)


def test_a_draft_goes_into_force_and_is_kept_from_then_on(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    set_pass_rule(draft, area_class="", min_total=75, min_each=5, source="VB", certainty="seen", actor=None)
    version = promulgate_version(draft, since=date(2027, 1, 1), actor=None)
    assert (version.status, version.since) == ("in_force", date(2027, 1, 1))
    with refused("in_force"):
        set_pass_rule(draft, area_class="", min_total=70, min_each=5, source="VB", certainty="seen", actor=None)


def test_a_mark_nobody_can_reach_is_not_promulgated(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    set_pass_rule(draft, area_class="", min_total=101, min_each=5, source="VB", certainty="seen", actor=None)
    with pytest.raises(Refusal, match="tổng điểm tối đa"):
        promulgate_version(draft, since=date(2027, 1, 1), actor=None)


def test_somebody_without_a_role_drafts_nothing(in_force: Version) -> None:
    stranger = User.objects.create(username="stranger", full_name="Người Lạ")
    with pytest.raises(PermissionDenied):
        draft_version(in_force, number="400/QĐ-KHVN", actor=stranger)


def test_words_for_a_group_are_not_moved_out_of_a_version_in_force(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    criterion, group = draft.criteria.get(position=1), draft.applicant_groups.get(position=1)
    reword_criterion(criterion, text="x", source="VB", certainty="seen", applicant_group=group, actor=None)
    promulgate_version(draft, since=date(2027, 1, 1), actor=None)
    other = draft_version(draft, number="500/QĐ-KHVN", actor=None)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        GroupWording.objects.filter(criterion=criterion).update(criterion=other.criteria.get(position=2))


def test_competences_and_groups_of_a_draft_get_the_names_of_the_official_text(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    rename_competence(draft.competences.get(position=2), name="Năng lực sử dụng công cụ tương tác", actor=None)
    name_applicant_group(draft, group=draft.applicant_groups.get(position=1), name="Người dân", actor=None)
    drop_applicant_group(draft.applicant_groups.get(position=2), actor=None)
    name_applicant_group(draft, name="Người cao tuổi", actor=None)
    names = list(draft.applicant_groups.order_by("position").values_list("name", flat=True))
    assert (names[0], names[-1], len(names)) == ("Người dân", "Người cao tuổi", 4)
    assert version_text(draft).competences[1].name == "Năng lực sử dụng công cụ tương tác"
    for deed in (
        lambda: rename_competence(in_force.competences.get(position=2), name="x", actor=None),
        lambda: name_applicant_group(in_force, name="x", actor=None),
        lambda: drop_applicant_group(in_force.applicant_groups.get(position=1), actor=None),
    ):
        with refused("in_force"):
            deed()


def test_a_draft_asks_more_or_less_and_weighs_its_questions(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    texts = [criterion.text for criterion in draft.criteria.order_by("position")]
    weigh_criterion(draft.criteria.get(position=1), max_points=15, actor=None)
    drop_criterion(draft.criteria.get(position=2), actor=None)
    second = draft.competences.get(position=2)
    new = add_criterion(second, text="Câu mới", max_points=5, source="VB", certainty="seen", actor=None)
    kept = list(draft.criteria.order_by("position").values_list("position", "text", "max_points"))
    assert [position for position, _text, _top in kept] == list(range(1, 11)), "positions have no gap"
    assert kept[0] == (1, texts[0], 15)
    assert kept[1][1] == texts[2]
    assert kept[new.position - 1][1:] == ("Câu mới", 5)
    assert kept[new.position][1] == texts[8], "it stands last in its competence"
    roots = {criterion.root for criterion in draft.criteria.exclude(pk=new.pk)}
    assert roots == set(in_force.criteria.exclude(position=2).values_list("pk", flat=True))


def test_shapes_nobody_can_score_are_refused(in_force: Version) -> None:
    draft = draft_version(in_force, number="400/QĐ-KHVN", actor=None)
    first, competence = draft.criteria.get(position=1), draft.competences.get(position=1)
    for points in (0, 101):
        with refused("points_out_of_range"):
            weigh_criterion(first, max_points=points, actor=None)
    for number in range(30):
        add_criterion(competence, text=f"Câu {number}", max_points=10, source="", certainty="seen", actor=None)
    with refused("too_many_criteria"):
        add_criterion(competence, text="Câu nữa", max_points=10, source="", certainty="seen", actor=None)
    set_pass_rule(draft, area_class="remote", min_total=70, min_each=5, source="", certainty="seen", actor=None)
    drop_pass_rule(draft.pass_rules.get(area_class="remote"), actor=None)
    with refused("general_rule"):
        drop_pass_rule(draft.pass_rules.get(area_class=""), actor=None)
    for deed in (
        lambda: weigh_criterion(in_force.criteria.get(position=1), max_points=9, actor=None),
        lambda: drop_criterion(in_force.criteria.get(position=1), actor=None),
        lambda: drop_pass_rule(in_force.pass_rules.get(area_class=""), actor=None),
    ):
        with refused("in_force"):
            deed()
