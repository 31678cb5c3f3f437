"""Numbers, names, births and the matching rule, on plain values."""

from datetime import date

import pytest

from hieuhoc.people.rules import (
    Candidate,
    Cause,
    Declared,
    KeptAnswer,
    birth_findings,
    clean_number,
    errors,
    name_findings,
    number_findings,
    who_is,
)

TODAY = date(2025, 11, 24)


@pytest.mark.parametrize("number", ["12345678", "1234567890", "0660850012345", ""])
def test_a_wrong_length_is_an_error(number: str) -> None:
    assert errors(number_findings(number))


@pytest.mark.parametrize("number", ["06608500123x", "０６６０８５００１２３４", "٠٦٦٠٨٥٠٠١٢٣٤"])
def test_anything_but_plain_digits_is_an_error(number: str) -> None:
    assert number_findings(number) == [Cause.NUMBER_DIGITS]


def test_contradictions_are_only_warnings() -> None:
    found = number_findings("099085001234", sex="f", birth_year=1990)
    assert found == [Cause.NUMBER_PREFIX, Cause.NUMBER_SEX, Cause.NUMBER_BIRTH_YEAR]
    assert errors(found) == []


def test_a_number_that_agrees_with_the_person_is_silent() -> None:
    assert number_findings("066185001234", sex="f", birth_year=1985) == []
    assert number_findings("054206001234", sex="m", birth_year=2006) == []
    assert number_findings("123456789", sex="m", birth_year=1950) == []


def test_separators_people_write_are_taken_out() -> None:
    assert clean_number("066 185.001-234") == "066185001234"


@pytest.mark.parametrize(
    ("name", "given_name"), [("Y Blŏk Êban", "Blŏk"), ("H'Đơk Ksơr", "H'Đơk"), ("Điểu K’Ré", "K’Ré"), ("Ñĩa", "Ñĩa")]
)
def test_no_letter_is_refused(name: str, given_name: str) -> None:
    assert name_findings(name, given_name) == []


def test_a_given_name_is_part_of_the_name() -> None:
    assert name_findings("Nguyễn Văn An", "Bình") == [Cause.GIVEN_NAME_ELSEWHERE]


def test_a_birth_needs_a_year_in_the_past() -> None:
    assert birth_findings(None, None, TODAY) == [Cause.BIRTH_MISSING]
    assert birth_findings(date(2025, 11, 25), 2025, TODAY) == [Cause.BIRTH_FUTURE]
    assert birth_findings(date(1980, 1, 1), 1981, TODAY) == [Cause.BIRTH_DIFFERS]
    assert birth_findings(None, 1957, TODAY) == []


AN = Declared("nguyen van an", date(1980, 5, 1), 1980, "m", 7)


def test_a_number_decides_before_anything_else() -> None:
    answer = who_is(AN, has_number=True, number_owner=3, kept=KeptAnswer(4), candidates=[Candidate(5, AN, True)])
    assert (answer.citizen, answer.is_ambiguous) == (3, False)


def test_without_a_number_whoever_resembles_is_asked_about() -> None:
    answer = who_is(AN, has_number=False, candidates=[Candidate(5, AN, True), Candidate(4, AN, False)])
    assert answer.is_ambiguous
    assert answer.candidates == (4, 5)


def test_a_new_number_can_only_be_of_somebody_without_one() -> None:
    assert who_is(AN, has_number=True, candidates=[Candidate(5, AN, True)]).candidates == ()
    assert who_is(AN, has_number=True, candidates=[Candidate(5, AN, False)]).candidates == (5,)


def test_a_kept_answer_is_not_asked_again() -> None:
    assert who_is(AN, has_number=False, kept=KeptAnswer(5), candidates=[Candidate(5, AN, True)]).citizen == 5
    assert not who_is(AN, has_number=False, kept=KeptAnswer(None), candidates=[Candidate(5, AN, True)]).is_ambiguous


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Declared("nguyen van an", None, 1980, "m", 7), True),  # only the year is known of one of them
        (Declared("nguyen van an", date(1980, 5, 2), 1980, "m", 7), False),
        (Declared("nguyen van an", date(1980, 5, 1), 1980, None, 7), True),
        (Declared("nguyen van an", date(1980, 5, 1), 1980, "f", 7), False),
        (Declared("nguyen van an", date(1980, 5, 1), 1980, "m", 8), False),
        (Declared("nguyen van anh", date(1980, 5, 1), 1980, "m", 7), False),
    ],
)
def test_who_resembles(other: Declared, expected: bool) -> None:
    assert AN.resembles(other) is expected
    assert other.resembles(AN) is expected
