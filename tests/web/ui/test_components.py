"""The tags: what a page gets when it asks for a component."""

from typing import Any

from django import forms
from django.template import Context, Template

from hieuhoc.web.ui.states import STATES, look_of


class OneField(forms.Form):
    number = forms.CharField(label="Số định danh", help_text="12 chữ số")
    sex = forms.ChoiceField(label="Giới tính", choices=[("m", "Nam"), ("f", "Nữ")], widget=forms.RadioSelect)


def shown(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def test_a_field_names_its_hint_and_its_error_for_screen_readers() -> None:
    html = shown("{% field form.number %}", form=OneField({"number": ""}))
    assert 'aria-describedby="id_number_hint id_number_error"' in html
    assert 'id="id_number_hint"' in html
    assert 'id="id_number_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_group_with_a_legend() -> None:
    html = shown("{% field form.sex %}", form=OneField())
    assert "<legend>Giới tính" in html
    assert html.count('type="radio"') == 2


def test_what_was_typed_is_not_lost() -> None:
    assert 'value="07908500123"' in shown("{% field form.number %}", form=OneField({"number": "07908500123"}))


def test_the_summary_of_errors_links_to_the_fields() -> None:
    html = shown("{% error_summary form %}", form=OneField({}))
    assert 'href="#id_number"' in html
    assert "Có 2 chỗ cần sửa" in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert shown("{% error_summary form %}", form=OneField()).strip() == ""


def test_a_state_is_a_word_an_icon_and_a_tone() -> None:
    html = shown('{% state_tag "revoked" "Đã thu hồi" %}')
    assert "Đã thu hồi" in html
    assert "state-failed" in html
    assert "#shield-off" in html


def test_an_unknown_state_is_neutral() -> None:
    assert look_of("no such state").tone == "neutral"


def test_text_from_people_is_escaped() -> None:
    html = shown('{% state_tag "open" word %}{% table_box word %}<b>{{ word }}</b>{% endtable_box %}', word="<script>")
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3


def test_years_are_not_written_with_a_separator_and_counts_are() -> None:
    assert shown("{{ n }} {{ n|number }}", n=2025) == "2025 2.025"


def test_the_gauge_says_how_many_are_missing() -> None:
    html = shown('{% gauge 412 1038 40 "T2" %}')
    assert "39,7%" in html
    assert "Thiếu 4 để đạt 40%" in html


def test_every_icon_of_a_state_is_in_the_sprite(sprite: str) -> None:
    missing = {look.icon for look in STATES.values() if f'id="{look.icon}"' not in sprite}
    assert missing == set()
