"""A number with decimals in a form: read with a comma or a point, in every browser."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from hieuhoc.web.ui.numbers import DecimalTextField


@pytest.mark.parametrize("typed", ["6,5", "6.5", " 6,50 % "])
def test_a_decimal_is_typed_with_a_comma_or_a_point(typed: str) -> None:
    field = DecimalTextField(max_digits=5, decimal_places=2, required=False)
    assert field.clean(typed) == Decimal("6.5")
    assert field.clean("") is None
    assert field.widget.input_type == "text"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sáu rưỡi", "Hãy viết bằng chữ số, ví dụ 12,5."),
        ("1,234", "Nhiều nhất 2 chữ số sau dấu phẩy."),
        ("1234,5", "Nhiều nhất 3 chữ số trước dấu phẩy."),
    ],
)
def test_what_is_no_such_number_is_told_in_our_words(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as found:
        DecimalTextField(max_digits=5, decimal_places=2).clean(typed)
    assert found.value.messages == [sentence]
