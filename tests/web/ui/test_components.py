"""The tags: what a page gets when it asks for a component."""

import re
from typing import Any

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from hieuhoc.web.ui.marks import state_mark
from hieuhoc.web.ui.states import STATES, style_of


class OneField(forms.Form):
    number = forms.CharField(label="Số định danh", help_text="12 chữ số")
    sex = forms.ChoiceField(label="Giới tính", choices=[("m", "Nam"), ("f", "Nữ")], widget=forms.RadioSelect)


def shown(source: str, **context: Any) -> str:
    """Without the white space beside tags."""
    return re.sub(r"\s*(</?[a-z][^<>]*>)\s*", r"\1", Template(source).render(Context(context)))


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


class ManyFields(OneField):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    count = forms.IntegerField(label="Số người", min_value=1)
    place = forms.ChoiceField(label="Địa bàn", choices=[("1", "Xã Ea Ngai")])
    agrees = forms.BooleanField(label="Đồng ý")
    file = forms.FileField(label="Tệp")

    def clean_number(self) -> str:
        raise forms.ValidationError("Số định danh có 3 chữ số; cần 12")


def test_the_summary_of_errors_names_each_field_and_leads_to_it() -> None:
    html = shown("{% error_summary form %}", form=ManyFields({"edition": "1", "count": ""}))
    assert "Có 6 chỗ cần sửa" in html
    assert '<a href="#id_number">Số định danh: hãy điền.</a>' in html
    assert '<a href="#id_sex_0">Giới tính: hãy chọn.</a>' in html, "the first option can take the focus"
    assert '<a href="#id_count">Số người: hãy điền.</a>' in html
    assert '<a href="#id_place">Địa bàn: hãy chọn.</a>' in html
    assert '<a href="#id_agrees">Đồng ý: hãy đánh dấu ô này.</a>' in html
    assert '<a href="#id_file">Tệp: hãy chọn tệp.</a>' in html
    with translation.override("en"):
        assert "Số người: fill this in." in shown("{% error_summary form %}", form=ManyFields({"edition": "1"}))


def test_a_sentence_that_begins_with_its_field_does_not_say_it_twice() -> None:
    html = shown("{% error_summary form %}", form=ManyFields({"number": "123", "count": "0", "place": "9"}))
    assert ">Số định danh có 3 chữ số; cần 12<" in html
    assert ">Số người: Ít nhất là 1.<" in html
    assert ">Địa bàn: “9” không có trong danh sách; hãy chọn lại.<" in html


def test_a_page_that_lost_what_it_hides_says_to_load_it_again() -> None:
    assert "<li>Trang này đã cũ: tải lại trang, rồi làm lại.</li>" in shown(
        "{% error_summary form %}", form=ManyFields({})
    )


def test_beside_the_field_its_name_is_not_repeated() -> None:
    html = shown("{% field form.number %}{% field form.sex %}", form=OneField({}))
    assert "Hãy điền.</span>" in html
    assert "Hãy chọn.</span>" in html


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.CharField(max_length=3), "abcd", "Có 4 ký tự; nhiều nhất 3."),
        (forms.CharField(), "a\x00b", "Có ký tự không đọc được; hãy gõ lại."),
        (forms.IntegerField(), "mười", "Hãy viết số nguyên bằng chữ số, ví dụ 12."),
        (forms.IntegerField(max_value=10), "11", "Nhiều nhất là 10."),
        (forms.DecimalField(), "x", "Hãy viết bằng chữ số, ví dụ 12,5."),
        (forms.DecimalField(max_digits=5, decimal_places=2), "1.234", "Nhiều nhất 2 chữ số sau dấu phẩy."),
        (forms.EmailField(), "lan", "Địa chỉ thư chưa đúng; hãy viết như ten@vi-du.vn."),
        (forms.URLField(assume_scheme="https"), "x y", "Địa chỉ trang chưa đúng; hãy viết như https://vi-du.vn."),
        (forms.SlugField(), "a b", "Chỉ dùng chữ không dấu, chữ số, gạch nối và gạch dưới, không có khoảng trống."),
        (forms.MultipleChoiceField(), ["9"], "“9” không có trong danh sách; hãy chọn lại."),
    ],
)
def test_what_a_field_of_django_says_it_says_in_our_words(field: forms.Field, typed: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as found:
        field.clean(typed)
    assert found.value.messages == [sentence]


def test_a_short_password_is_told_how_long_it_must_be() -> None:
    with pytest.raises(ValidationError, match="Mật khẩu ngắn quá; cần ít nhất 10 ký tự"):
        validate_password("trâu")


def test_a_form_without_errors_has_no_summary() -> None:
    assert shown("{% error_summary form %}", form=OneField()).strip() == ""


def test_a_state_is_a_word_an_icon_and_a_tone() -> None:
    html = shown('{% state_tag "revoked" "Đã thu hồi" %}')
    assert "Đã thu hồi" in html
    assert "state-failed" in html
    assert "#shield-off" in html


def test_an_unknown_state_is_neutral() -> None:
    assert style_of("no such state").tone == "neutral"


def test_text_from_people_is_escaped() -> None:
    html = shown('{% state_tag "open" word %}{% table_box word %}<b>{{ word }}</b>{% endtable_box %}', word="<script>")
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3


def test_years_are_not_written_with_a_separator_and_counts_are() -> None:
    assert shown("{{ n }} {{ n|number }}", n=2025) == "2025 2.025"


def test_the_gauge_says_how_many_are_missing_in_the_words_of_the_sentence() -> None:
    html = shown('{% gauge 412 1038 40 "T2" standing_words="thiếu khoảng 4 người để đạt 40%" %}')
    assert "39,7%" in html
    assert "Thiếu khoảng 4 người để đạt 40%" in html


def test_every_icon_of_a_state_is_in_the_sprite(sprite: str) -> None:
    missing = {look.icon for look in STATES.values() if f'id="{look.icon}"' not in sprite}
    assert missing == set()


def test_rows_of_a_list_lead_to_the_record_and_escape_what_they_show() -> None:
    rows = [("/a?b=1&c=2", "<b>Y Bin</b>", state_mark("done", "Đạt"), "Buôn & Thôn")]
    html = shown("{% record_rows rows %}", rows=rows)
    assert '<th scope="row"><a href="/a?b=1&amp;c=2">&lt;b&gt;Y Bin&lt;/b&gt;</a></th>' in html
    assert '<td><span class="state' in html
    assert "<td>Buôn &amp; Thôn</td></tr>" in html
    assert '<th scope="row">Y Bin</th>' in shown("{% record_rows rows %}", rows=[("", "Y Bin")])


def test_rows_to_choose_from_carry_a_tick_box_and_their_figures() -> None:
    html = shown("{% record_rows rows tokens 2 %}", rows=[("/1", "H'Lan <b>", "2025", "86")], tokens=["abc"])
    assert 'name="chosen" value="abc" aria-label="H&#x27;Lan &lt;b&gt;"' in html
    assert '<td>2025</td><td class="num">86</td>' in html


def test_options_select_the_chosen_one() -> None:
    html = shown("{% options pairs chosen %}", pairs=[("a", "Một & hai"), ("b", "Ba")], chosen="b")
    assert html == '<option value="a">Một &amp; hai</option><option value="b" selected>Ba</option>'
