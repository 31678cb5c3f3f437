"""A day in a form: shown day first, read as people write it, refused with what would be right, never lost."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from hieuhoc.web.ui.days import DayField, DayOrYearField
from hieuhoc.web.ui.fields import shown_field


class Spell(forms.Form):
    since = DayField(label="Từ ngày", help_text="Ngày đầu tiên.")
    until = DayField(label="Đến trước ngày", required=False)
    birth = DayOrYearField(label="Ngày sinh", required=False)


def spell(**given: str) -> Spell:
    return Spell({"since": "05/03/2025"} | given)


def refusal(form: Spell, name: str) -> str:
    assert not form.is_valid()
    return str(form.errors[name][0])


@pytest.mark.parametrize("typed", ["5/3/2025", "05/03/2025", "5-3-2025", "05.03.2025", "2025-03-05", "05032025"])
def test_a_day_is_read_as_it_was_typed_or_pasted(typed: str) -> None:
    form = spell(since=typed, until=" ", birth=typed)
    assert form.is_valid(), form.errors
    day = date(2025, 3, 5)
    assert form.cleaned_data == {"since": day, "until": None, "birth": (day, 2025)}


def test_only_a_field_that_allows_it_takes_a_year_alone() -> None:
    form = spell(birth="1957")
    assert form.is_valid()
    assert form.cleaned_data["birth"] == (None, 1957)
    assert refusal(spell(since="1957"), "since") == "“1957” chỉ có năm; cần cả ngày và tháng, như 25/03/1957."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2025", "ngày 31/02/2025 không có; hãy viết như 28/02/2025."),
        ("30/2/2024", "ngày 30/2/2024 không có; hãy viết như 29/02/2024."),
        ("03/25/2025", "không có tháng 25; viết ngày trước, tháng sau, như 25/03/2025."),
        ("5/3/1066", "năm 1066 nằm ngoài 1900–2100; xem lại năm."),
        ("05/03/25", "“05/03/25” không đọc được thành ngày; hãy viết như 25/03/2025, năm đủ bốn chữ số."),
        ("45721", "“45721” không đọc được thành ngày; hãy viết như 25/03/2025, năm đủ bốn chữ số."),
    ],
)
def test_a_wrong_day_is_told_what_would_be_right(typed: str, sentence: str) -> None:
    assert refusal(spell(until=typed), "until") == sentence
    assert refusal(spell(birth=typed), "birth") == sentence


def test_what_was_typed_stands_in_the_field_again() -> None:
    wrong = spell(until="31/02/2025 <b>")
    assert not wrong.is_valid()
    control = str(shown_field(wrong["until"], "", "", "")["control"])
    assert 'value="31/02/2025 &lt;b&gt;"' in control
    assert 'aria-invalid="true"' in control


def test_a_long_mistake_is_not_repeated_to_the_end() -> None:
    assert len(refusal(spell(until="x" * 5_000), "until")) < 150


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_known_day_is_shown_day_first_in_every_language(language: str) -> None:
    with translation.override(language):
        shown = shown_field(Spell(initial={"since": date(2025, 3, 5)})["since"], "", "", "")
    assert 'value="05/03/2025"' in str(shown["control"])
    assert 'type="text"' in str(shown["control"])
    assert 'inputmode="numeric"' in str(shown["control"])


def test_the_hint_says_in_which_order() -> None:
    assert shown_field(Spell()["since"], "", "", "")["hint"] == "Ngày đầu tiên. Ngày/tháng/năm, ví dụ 25/03/2025."
    assert "hoặc chỉ năm" in str(shown_field(Spell()["birth"], "", "", "")["hint"])
