"""What a file leaves open is asked in the preview; nothing is written before the officer has decided."""

from typing import Any

import pytest
from django.utils.translation import override

from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen, IdentityNumber
from hieuhoc.sheets.actions import answer_questions, check_batch, confirm_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.questions import cells_of, open_questions, questions_of
from hieuhoc.sheets.reads import preview
from tests.people.makers import Land
from tests.sheets.files import causes, csv_of, outcomes, received

pytestmark = pytest.mark.django_db
SINCE: dict[str, Any] = {"since": "2024-01-01"}
HEADERS = ["Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Thôn, buôn", "Mã hộ"]
AN = ["Nguyễn Văn An", "05/03/1980", "Nam", "66080001234", "Buôn Drăh", "H01"]
HEN = ["H'Hen Niê", "07/06/1905", "Nữ", "066185001235", "Buôn Drăh", "H02"]


def answered(batch: Batch, **answers: str) -> Batch:
    named = {code.replace("__", "."): value for code, value in answers.items()}
    return check_batch(answer_questions(batch, named, actor=None), actor=None)


def test_a_lost_zero_is_offered_back_for_all_rows_at_once(land: Land) -> None:
    batch = received("roster", csv_of(HEADERS, [AN, [*AN[:3], "66080001235", *AN[4:]]]), land.near, **SINCE)
    question = questions_of(batch)[0]
    assert (question.code, question.count, question.rows) == ("lost_zero.number", 2, (2, 3))
    assert "số 0 ở đầu" in question.sentence
    assert outcomes(batch) == {"refused": 2}
    assert cells_of(batch, question.code).row(0) == (2, "number", "66080001234", "066080001234")
    batch = answered(batch, lost_zero__number="change")
    assert outcomes(batch) == {"new": 2}
    confirm_batch(batch, workers=1, actor=None)
    assert IdentityNumber.objects.count() == 2


def test_what_must_be_answered_holds_the_writing_back(land: Land) -> None:
    batch = received("roster", csv_of(HEADERS, [HEN]), land.near, **SINCE)
    assert [question.code for question in open_questions(batch)] == ["year_typed.birth"]
    assert "year_typed" in causes(batch)
    with pytest.raises(Refusal, match="1905"):
        confirm_batch(batch, workers=1, actor=None)
    assert not Citizen.objects.exists()
    confirm_batch(answered(batch, year_typed__birth="change"), workers=1, actor=None)
    assert Citizen.objects.get().birth_year == 1985
    assert Citizen.objects.get().birth_date is None


def test_an_answer_counts_only_after_the_file_was_checked_with_it(land: Land) -> None:
    batch = received("roster", csv_of(HEADERS, [HEN]), land.near, **SINCE)
    batch = answer_questions(batch, {"year_typed.birth": "keep"}, actor=None)
    with pytest.raises(Refusal, match="1905"):
        confirm_batch(batch, workers=1, actor=None)
    confirm_batch(check_batch(batch, actor=None), workers=1, actor=None)
    assert str(Citizen.objects.get().birth_date) == "1905-06-07"


def test_only_offered_answers_are_taken(land: Land) -> None:
    batch = received("roster", csv_of(HEADERS, [HEN]), land.near, **SINCE)
    for wrong in ({"year_typed.birth": "leave_out"}, {"hidden_row": "keep"}):
        with pytest.raises(Refusal, match="lựa chọn"):
            answer_questions(batch, wrong, actor=None)


@pytest.mark.parametrize("mark", ["〃", '"', "”", "nt", "-nt-", "Nt.", "như trên", "''", "n/t"])
def test_a_ditto_mark_repeats_the_value_above(land: Land, mark: str) -> None:
    cell = '""""' if mark == '"' else mark
    again = ["Trần Thị Bảy", "1990", "Nữ", "", cell, cell]
    batch = received(
        "roster",
        csv_of(HEADERS, [[*HEN[:1], "1985", *HEN[2:]], again, [*again[:1], "1991", *again[2:]]]),
        land.near,
        **SINCE,
    )
    assert outcomes(batch) == {"new": 3}
    assert "Cột “Mã hộ”: 2 ô có dấu lặp" in " ".join(batch.notes)
    confirm_batch(batch, workers=1, actor=None)
    assert {one.home_id for one in Citizen.objects.all()} == {land.near_village.pk}


def test_a_ditto_mark_under_nothing_is_said_and_never_guessed(land: Land) -> None:
    batch = received(
        "roster",
        csv_of(HEADERS, [["An Văn", "1985", "Nam", "", "nt", ""], ["Ba Văn", "1986", "Nam", "", "Buôn Drăh", '""""']]),
        land.near,
        **SINCE,
    )
    assert outcomes(batch) == {"refused": 1, "new": 1}
    said = "Dấu lặp lại này không có giá trị nào ngay phía trên; ghi rõ giá trị."
    assert {one.row_number: one.sentence for one in batch.problems.filter(cause="ditto")} == {
        2: said,
        3: f"{said} Ô này được đọc như ô trống; dòng vẫn được nhập.",
    }


def test_what_a_file_was_read_as_is_told_in_the_readers_language(land: Land) -> None:
    header = ["Họ và tên", "Ngày sinh", "Thôn, buôn", "Ghi chú của tôi"]
    batch = received("roster", csv_of(header, [["H'Hen Niê", "1980", "Buôn Drăh", "x"]]), land.near, since="2024-01-01")
    assert "Cột “Ghi chú của tôi” không dùng." in preview(batch).notes
    with override("en"):
        assert "The column “Ghi chú của tôi” is not used." in preview(batch).notes
    Batch.objects.filter(pk=batch.pk).update(note_parts=[])
    batch.refresh_from_db()
    assert "Cột “Ghi chú của tôi” không dùng." in preview(batch).notes, "as an earlier release kept it"
