"""Kinds of column that speak of people: names, identity numbers, phones. Vectorised twins of `people.rules`."""

from dataclasses import dataclass, field
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.people.rules import NAME_LENGTH, NUMBER_LENGTHS, OLDEST_AGE, PROVINCE_PREFIXES, Cause
from hieuhoc.sheets.definition import CHANGE, KEEP, WARNING, Check, Offer, Words, raw
from hieuhoc.sheets.kinds import Choice, Day, Plain

NO_NAME = _("Họ và tên phải có chữ cái.")
LONG_NAME = _("Họ và tên dài quá {} ký tự.")
WRONG_LENGTH = _("Số định danh có {} chữ số; cần 12 (hoặc 9 với chứng minh nhân dân cũ).")
LOST_ZERO = _(
    "Số định danh có {} chữ số; cần 12. Có thể Excel đã bỏ số 0 ở đầu: định dạng cột là Văn bản rồi ghi lại đủ 12 chữ số."
)
ZERO_OFFERED = _("{} số định danh thiếu chữ số, có lẽ Excel đã bỏ số 0 ở đầu: có thêm lại không?")
ZERO_ANSWERS = (
    (CHANGE, _("Thêm số 0 ở đầu cho đủ 12 chữ số")),
    (KEEP, _("Giữ nguyên; các dòng này không được ghi")),
)
ROUNDED = _("Excel đã đổi số định danh thành dạng 6,6E+10 nên mất chữ số; định dạng cột là Văn bản rồi ghi lại.")
NOT_DIGITS = _("Số định danh có ký tự không phải chữ số; cần 12 chữ số.")
STRANGE_PREFIX = _("Ba chữ số đầu của số định danh không phải mã của tỉnh nào; xem lại.")
OTHER_SEX = _("Chữ số thứ tư của số định danh không khớp giới tính; xem lại.")
OTHER_YEAR = _("Chữ số thứ tư, năm, sáu của số định danh không khớp năm sinh; xem lại.")
NO_BIRTH = _("Cần ngày sinh, hoặc ít nhất năm sinh.")
FUTURE_BIRTH = _("Ngày sinh ở tương lai; xem lại.")
OLD_BIRTH = _("Năm sinh quá xa (trên {} tuổi); xem lại.")
WRONG_PHONE = _("Số điện thoại có {} chữ số; cần 9 đến 11.")

SEX = Choice((("m", _("Nam")), ("f", _("Nữ"))), also=(("gái", "f"), ("trai", "m")))


@dataclass(frozen=True)
class PersonName(Plain):
    is_own: ClassVar = True

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: pl.col(raw(key))}

    def checks(self, key: str) -> tuple[Check, ...]:
        name = pl.col(key)
        return (
            Check(~name.str.contains(r"\p{L}"), Cause.NAME_MISSING, NO_NAME),
            Check(name.str.len_chars() > NAME_LENGTH, Cause.NAME_LONG, LONG_NAME, (pl.lit(str(NAME_LENGTH)),)),
        )

    def hint(self) -> Words:
        return _("Như trên giấy tờ.")


@dataclass(frozen=True)
class Birth(Plain):
    """A date or only a year; `<key>_year` is always there when either could be read."""

    day: Day = field(default_factory=lambda: Day(or_year=True))

    def values(self, key: str) -> dict[str, pl.Expr]:
        return self.day.values(key)

    def checks(self, key: str) -> tuple[Check, ...]:
        today = timezone.localdate()
        date, year = pl.col(key), pl.col(f"{key}_year")
        future = (date > today).fill_null(False) | (year > today.year)
        return (
            *self.day.checks(key),
            Check(pl.col(raw(key)).is_null(), Cause.BIRTH_MISSING, NO_BIRTH),
            Check(future, Cause.BIRTH_FUTURE, FUTURE_BIRTH),
            Check(year < today.year - OLDEST_AGE, Cause.BIRTH_LONG_AGO, OLD_BIRTH, (pl.lit(str(OLDEST_AGE)),)),
        )

    def offers(self, key: str) -> tuple[Offer, ...]:
        return self.day.offers(key)

    def hint(self) -> Words:
        return _("Ngày, tháng, năm; hoặc chỉ năm.")

    def in_words(self, value: object) -> str:
        return self.day.in_words(value)


@dataclass(frozen=True)
class IdentityDigits(Plain):
    """9 or 12 digits; the spaces, dots and dashes people write between groups of digits are taken off."""

    is_own: ClassVar = True
    sex: str = "sex"
    year: str = "birth_year"

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: pl.col(raw(key)).str.replace_all(r"[ .\-\x{a0}\t'’]", "")}

    def checks(self, key: str) -> tuple[Check, ...]:
        number, length = pl.col(key), pl.col(key).str.len_chars()
        is_digits = number.str.contains(r"^[0-9]+$")
        is_new = is_digits & (length == 12)
        century = number.str.slice(3, 1).cast(pl.Int16, strict=False)
        year = 1900 + century // 2 * 100 + number.str.slice(4, 2).cast(pl.Int16, strict=False)
        other_prefix = number.str.starts_with("0") & ~number.str.slice(0, 3).is_in(list(PROVINCE_PREFIXES))
        is_rounded = number.str.contains(r"(?i)^\d+(,\d+)?E\+?\d+$")
        is_short = length.is_in([10, 11])  # 001 to 009 lose two zeros
        is_wrong = is_digits & ~length.is_in(list(NUMBER_LENGTHS))
        other_sex = (pl.col(self.sex) == "f") != (century % 2 == 1)
        return (
            Check(~is_digits & ~is_rounded, Cause.NUMBER_DIGITS, NOT_DIGITS),
            Check(is_rounded, Cause.NUMBER_DIGITS, ROUNDED),
            Check(is_wrong & ~is_short, Cause.NUMBER_LENGTH, WRONG_LENGTH, (length,)),
            Check(is_wrong & is_short, Cause.NUMBER_LENGTH, LOST_ZERO, (length,)),
            Check(is_new & other_prefix, Cause.NUMBER_PREFIX, STRANGE_PREFIX, severity=WARNING),
            Check(is_new & other_sex, Cause.NUMBER_SEX, OTHER_SEX, severity=WARNING),
            Check(is_new & (year != pl.col(self.year)), Cause.NUMBER_BIRTH_YEAR, OTHER_YEAR, severity=WARNING),
        )

    def offers(self, key: str) -> tuple[Offer, ...]:
        """All numbers that would begin with the code of a province if they had their zeros."""
        digits = self.values(key)[key]
        whole = digits.str.zfill(12)
        is_lost = digits.str.contains(r"^[1-9][0-9]{9,10}$") & whole.str.slice(0, 3).is_in(list(PROVINCE_PREFIXES))
        return (Offer("lost_zero", is_lost, whole, ZERO_OFFERED, ZERO_ANSWERS, must_be_answered=False),)

    def hint(self) -> Words:
        return _("12 chữ số.")


@dataclass(frozen=True)
class PhoneDigits(Plain):
    is_own: ClassVar = True

    def values(self, key: str) -> dict[str, pl.Expr]:
        digits = pl.col(raw(key)).str.replace_all(r"[\s.\-()'’]", "")
        national = digits.str.replace(r"^(\+84|0084)", "0").str.replace(r"^84(\d{9})$", "0$1")
        # A spreadsheet drops the leading zero of a ten-digit number.
        return {key: national.str.replace(r"^([35789]\d{8})$", "0$1")}

    def checks(self, key: str) -> tuple[Check, ...]:
        length = pl.col(key).str.len_chars()
        wrong = pl.col(key).str.contains(r"\D") | ~length.is_between(9, 11)
        return (Check(wrong, "phone", WRONG_PHONE, (pl.col(key).str.count_matches(r"\d"),)),)

    def hint(self) -> Words:
        return _("9 đến 11 chữ số; định dạng ô là Văn bản.")
