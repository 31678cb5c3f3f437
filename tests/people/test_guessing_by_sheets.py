"""A sheet that finds people by number tells who may not read them nothing that a guess could use, and guesses are few."""

from datetime import date

import pytest
from django.conf import LazySettings

from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.models import Reading
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import Look
from hieuhoc.sheets.models import Batch, Problem
from tests.cast import Cast, officer
from tests.people.makers import add
from tests.sheets.files import causes, csv_of, outcomes, received

pytestmark = pytest.mark.django_db
HEADERS = ["Số định danh", "Họ và tên", "Ngày sinh", "Giới tính", "Kỹ năng", "Căn cứ", "Từ ngày"]
NUMBER, NOBODYS = "066190001234", "066190009999"  # Lan's, and nobody's


def row(number: str = NUMBER, name: str = "H'Lan Niê", birth: str = "06/05/1990", sex: str = "Nữ") -> list[str]:
    return [number, name, birth, sex, "Có kỹ năng số", "Cán bộ xác nhận", "01/03/2025"]


@pytest.fixture
def giang(cast: Cast) -> User:
    """Of the education office: enters skills, and reads nobody's record."""
    return officer("Giang", Role.EDUCATION, cast.province)


def sent(rows: list[list[str]], cast: Cast, actor: User) -> Batch:
    return received("skills", csv_of(HEADERS, rows), cast.commune, actor=actor)


WRONG = {
    "another name": row(name="Võ Thị Lạ"),
    "another day": row(birth="07/05/1990"),
    "another year": row(birth="1991"),
    "nobody's number": row(NOBODYS),
    "nobody's number and another name": row(NOBODYS, "Võ Thị Lạ"),
    "without the number, another day": row("", birth="07/05/1990"),
    "the same again": row(birth="07/05/1990"),
    "without the number, nobody": row("", "Võ Thị Lạ"),
}


def test_every_wrong_row_is_told_in_one_sentence(cast: Cast, giang: User) -> None:
    batch = sent(list(WRONG.values()), cast, giang)
    assert outcomes(batch) == {"refused": len(WRONG)}
    told = Problem.objects.filter(batch=batch).exclude(cause__startswith="number_")
    assert set(told.values_list("cause", "column")) == {("not_as_said", "name")}
    assert len(set(told.values_list("message", flat=True))) == 1


def test_a_number_tried_with_other_words_is_on_record_at_the_person(cast: Cast, giang: User) -> None:
    sent(list(WRONG.values()), cast, giang)
    looks = Look.objects.filter(citizen=cast.lan)
    assert (looks.count(), set(looks.values_list("officer", "agrees", "place"))) == (
        4,
        {(giang.pk, False, cast.province.pk)},
    )
    readings = Reading.objects.filter(subject_kind="citizen", subject_id=cast.lan.pk, purpose="people.look_up_number")
    assert [reading.actor for reading in readings] == [giang] * 4


@pytest.mark.parametrize("right", [row(), row(birth=""), row(birth="1990"), row(""), row(sex="Nam")])
def test_what_agrees_is_the_person_and_no_guess(cast: Cast, giang: User, right: list[str]) -> None:
    batch = sent([right], cast, giang)
    assert outcomes(batch) == {"new": 1}, causes(batch)
    assert not Look.objects.exists(), "it unlocks nobody either"


def test_guesses_are_few_and_the_province_is_told(cast: Cast, giang: User, settings: LazySettings) -> None:
    settings.LOOKS_PER_HOUR = 3
    numbers = [f"06619000{digit}000" for digit in range(5)]
    for number in numbers:
        add(cast.village, "Người Khác", birth_date=date(1990, 1, 1), number=number)
    batch = sent([row(number) for number in numbers], cast, giang)
    assert (batch.status, batch.problems.count()) == (Batch.Status.REFUSED, 0)
    assert Look.objects.filter(officer=giang).count() == 5, "every look stays on record"
    assert sent([row(numbers[0])], cast, giang).status == Batch.Status.REFUSED, "within the hour"
    assert [told.recipient for told in Message.objects.filter(key__startswith="people.burst.")] == [cast.hoa]


def test_whoever_reads_the_people_is_told_what_differs(cast: Cast) -> None:
    batch = sent([row(name="Võ Thị Lạ"), row(birth="07/05/1990")], cast, cast.minh)
    assert {"other_name", "other_birth_on_record"} <= causes(batch)
    assert not Look.objects.exists()
