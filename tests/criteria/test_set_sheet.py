"""A criteria set as a sheet: out, in again without a change, into drafts only, every problem at its cell."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.criteria.actions import draft_version, drop_pass_rule, load_criteria, reword_criterion
from hieuhoc.criteria.comparing import compared
from hieuhoc.criteria.models import GroupWording, Version
from hieuhoc.sheets.actions import confirm_batch, undo_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.seen import row_numbers, rows_seen
from tests.cast import Cast
from tests.refusals import refused
from tests.sheets.files import exported, imported, outcomes, received, xlsx_of

pytestmark = pytest.mark.django_db
NUMBER, EDITION, KIND, POSITION, TEXT, GROUP, COMPETENCE, NAME, POINTS, AREA, TOTAL, EACH, SOURCE, CERTAINTY = range(14)


@pytest.fixture
def draft(cast: Cast) -> Version:
    load_criteria(actor=None)
    in_force = Version.objects.get(number="324/QĐ-KHVN")
    draft = draft_version(in_force, number="Dự thảo 2027", actor=None)
    group = draft.applicant_groups.get(position=2)
    words = {"text": "Lời riêng của nhóm hai", "source": "Quyết định", "certainty": "seen"}
    reword_criterion(draft.criteria.get(position=3), **words, applicant_group=group, actor=None)
    return draft


def table(cast: Cast) -> tuple[list[str], list[list[str]]]:
    header, *rows = exported("criteria", cast.province)
    return header, rows


def only(rows: list[list[str]], kind: str, position: int, group: str = "") -> list[str]:
    [row] = [row for row in rows if (row[KIND], row[POSITION], row[GROUP]) == (kind, str(position), group)]
    return row


def sent(cast: Cast, header: list[str], rows: list[list[str]]) -> Batch:
    return received("criteria", xlsx_of(header, rows), cast.province, name="bo.xlsx")


def written(cast: Cast, header: list[str], rows: list[list[str]]) -> Batch:
    return imported("criteria", xlsx_of(header, rows), cast.province, name="bo.xlsx")


def problems_of(batch: Batch) -> set[tuple[str, str]]:
    return {(problem.column, problem.cause) for problem in batch.problems.all()}


def test_what_was_taken_along_changes_nothing_when_it_comes_back(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    assert {row[NUMBER] for row in rows} == {"Dự thảo 2027"}, "only drafts can be changed"
    assert [row[KIND] for row in rows] == ["Nhóm đối tượng"] * 4 + ["Chỉ số"] * 11 + [
        "Mức đạt"
    ] * draft.pass_rules.count()
    assert outcomes(sent(cast, header, rows)) == {"same": len(rows)}


def test_words_points_marks_and_sources_come_in_and_are_taken_back(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    before = [list(row) for row in rows]
    own = draft.applicant_groups.get(position=2).name
    only(rows, "Chỉ số", 1)[TEXT : TEXT + 1] = ["Biết tra cứu thông tin."]
    only(rows, "Chỉ số", 2)[POINTS] = "20"
    only(rows, "Chỉ số", 3, own)[TEXT] = "Lời riêng đã sửa"
    only(rows, "Nhóm đối tượng", 4)[TEXT] = "Nhóm mang tên mới"
    rule = next(row for row in rows if row[KIND] == "Mức đạt" and row[AREA] == "Mọi địa bàn khác")
    rule[TOTAL], rule[SOURCE], rule[CERTAINTY] = "85", "Nghị quyết 1", "Suy ra"
    batch = written(cast, header, rows)
    assert outcomes(batch) == {"changed": 5, "same": len(rows) - 5}, batch.counts
    assert draft.criteria.get(position=1).text == "Biết tra cứu thông tin."
    assert draft.criteria.get(position=2).max_points == 20
    assert GroupWording.objects.get(criterion__version=draft).text == "Lời riêng đã sửa"
    assert draft.applicant_groups.get(position=4).name == "Nhóm mang tên mới"
    general = draft.pass_rules.get(area_class="")
    assert (general.min_total, general.source, general.certainty) == (85, "Nghị quyết 1", "inferred")
    undo_batch(batch, actor=None)
    assert table(cast)[1] == before


def test_the_preview_says_each_change_in_the_words_of_its_cell(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    row = only(rows, "Chỉ số", 2)
    row[POINTS], row[CERTAINTY] = "20", "Suy ra"
    batch = sent(cast, header, rows)
    [seen] = rows_seen(batch, row_numbers(batch, "changed"))
    assert sorted(seen.changes) == [("certainty", "Đã thấy trong nguồn", "Suy ra"), ("max_points", "10", "20")]


def test_a_question_more_with_words_for_one_group_and_a_group_more_are_new(cast: Cast, draft: Version) -> None:
    drop_pass_rule(draft.pass_rules.get(area_class="ethnic_minority"), actor=None)
    header, rows = table(cast)
    blank = [""] * len(header)
    more: list[list[str]] = [list(blank) for _ in range(4)]
    for row in more:
        row[NUMBER] = "Dự thảo 2027"
    more[0][KIND:GROUP] = ["Nhóm đối tượng", "5", "Người cao tuổi"]
    more[1][KIND:COMPETENCE] = ["Chỉ số", "11", "Lời cho người cao tuổi", "Người cao tuổi"]  # before what it belongs to
    more[2][KIND:AREA] = ["Chỉ số", "11", "Câu hỏi mới", "", "4", "Năng lực mới", "5"]
    more[3][KIND : POSITION + 1], more[3][AREA:SOURCE] = ["Mức đạt", "9"], ["Vùng đồng bào dân tộc thiểu số", "70", "4"]
    batch = written(cast, header, more)
    assert outcomes(batch) == {"new": 4}, (batch.counts, problems_of(batch))
    asked = draft.criteria.get(position=11)
    assert (asked.text, asked.max_points, asked.competence.name) == ("Câu hỏi mới", 5, "Năng lực mới")
    assert asked.wordings.get().applicant_group.name == "Người cao tuổi"
    assert draft.pass_rules.get(area_class="ethnic_minority").min_total == 70
    assert outcomes(sent(cast, *table(cast))) == {"same": len(rows) + 4}
    undo_batch(batch, actor=None)
    assert table(cast)[1] == rows


def test_questions_that_change_places_keep_where_they_came_from(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    first, second = only(rows, "Chỉ số", 1), only(rows, "Chỉ số", 2)
    first[TEXT], second[TEXT] = second[TEXT], first[TEXT]
    only(rows, "Chỉ số", 4)[TEXT] = "Lời sửa lại"
    written(cast, header, rows)
    in_force = Version.objects.get(number="324/QĐ-KHVN")
    came_from = {row.later: row.earlier for row in compared(in_force, draft) if row.later}
    assert {number: came_from[number] for number in (1, 2, 3, 4)} == {1: 2, 2: 1, 3: 3, 4: 4}


def test_what_is_in_force_or_asked_about_is_not_changed_by_a_file(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    only(rows, "Chỉ số", 1)[TEXT] = "Khác"
    batch = sent(cast, header, rows)
    Version.objects.filter(pk=draft.pk).update(status=Version.Status.CONSULTATION)
    with refused("frozen"):
        confirm_batch(batch, workers=1, actor=None)
    assert draft.criteria.get(position=1).text != "Khác"
    again = sent(cast, header, rows)
    assert problems_of(again) == {("number", "frozen")}
    assert outcomes(again) == {"refused": 1, "same": len(rows) - 1}


def test_every_problem_is_said_at_its_cell(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    unknown, edition, group, points, gap, other = (list(only(rows, "Chỉ số", number)) for number in range(1, 7))
    unknown[NUMBER] = "Dự thảo 2099"
    edition[EDITION] = "7"
    group[GROUP], group[COMPETENCE:AREA], group[SOURCE:] = "Nhóm lạ", ["", "", ""], ["", ""]
    points[POINTS], points[TEXT] = "101", "Lời"
    gap[POSITION] = "13"
    other[COMPETENCE], other[NAME] = "1", ""
    good = only(rows, "Chỉ số", 7)
    good[NAME] = "Năng lực hai"
    batch = sent(cast, header, [unknown, edition, group, points, gap, other, good])
    assert problems_of(batch) >= {
        ("number", "unknown_version"),
        ("edition", "unknown_edition"),
        ("group", "unknown_group"),
        ("max_points", "out_of_bounds"),
        ("position", "gap"),
        ("competence", "out_of_order"),
    }
    lonely, bare = list(good), list(good)
    lonely[POSITION], lonely[GROUP] = "12", draft.applicant_groups.get(position=1).name
    bare[POSITION], bare[TEXT], bare[COMPETENCE], bare[NAME], bare[TOTAL] = "11", "", "9", "", "5"
    batch = sent(cast, header, [lonely, bare])
    assert problems_of(batch) >= {
        ("position", "no_such_criterion"),
        ("text", "missing"),
        ("competence_name", "missing"),
        ("min_total", "unused_cell"),
    }


def test_two_names_of_one_competence_are_told(cast: Cast, draft: Version) -> None:
    header, rows = table(cast)
    only(rows, "Chỉ số", 2)[NAME] = "Tên khác"
    assert ("competence_name", "two_names") in problems_of(sent(cast, header, rows))


def test_a_version_is_taken_along_from_its_page_and_comes_in_again(cast: Cast, draft: Version, client: Client) -> None:
    client.force_login(cast.hoa)
    assert reverse("office:sheet", args=["criteria"]) in client.get(reverse("office:criteria", args=[draft.pk])).text
    answer = client.get(reverse("office:criteria-sheet", args=[draft.pk]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    batch = received("criteria", content, cast.province, name="bo-tieu-chi.xlsx")
    assert outcomes(batch) == {"same": page.max_row - 1}
