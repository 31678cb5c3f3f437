"""Kinds of column that speak of people: names, identity numbers, phones. Vectorised twins of `people.rules`."""

from dataclasses import dataclass, field
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib import name_notes
from hieuhoc.lib.phones import phones_in, says_none
from hieuhoc.lib.vietnamese_frames import fold_expr, fold_repeated
from hieuhoc.lib.words import Words
from hieuhoc.people.rules import NAME_LENGTH, NUMBER_LENGTHS, OLDEST_AGE, PROVINCE_PREFIXES, Cause
from hieuhoc.sheets.definition import CHANGE, KEEP, LEAVE_OUT, WARNING, Check, Offer, raw
from hieuhoc.sheets.dittos import MARK as DITTO
from hieuhoc.sheets.kinds import NO, WHOLE_AS_FRACTION, YES, Choice, Day, Plain, YesNo, said, whole_text, with_the_rest

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
WRONG_PHONE = _("Số điện thoại có {} chữ số; cần 9 đến 11. Người này vẫn được nhập, ô điện thoại để trống.")
PICKED_PHONE = _("Ô điện thoại có nhiều số hoặc có ghi chú; giữ số đầu tiên đọc được.")
GOOD_PHONE = r"^\d{9,11}$"
DITTO_NAME = _("Ô họ tên ghi dấu lặp lại (nt, 〃, như trên); ghi rõ họ và tên.")
NOTED_NAME = _("Ô họ tên có ghi chú, chữ số, từ xưng hô hoặc hai người; trả lời câu hỏi về các dòng này.")
DEAD_OFFERED = _("{} dòng ghi đã mất ngay trong ô họ tên: đọc thế nào?")
DEAD_ANSWERS = (
    (LEAVE_OUT, _("Bỏ các dòng này: người đã mất")),
    (CHANGE, _("Bỏ ghi chú khỏi tên, nhập như người đang sống")),
)
MOVED_OFFERED = _("{} dòng ghi đã chuyển đi ngay trong ô họ tên: đọc thế nào?")
MOVED_ANSWERS = (
    (LEAVE_OUT, _("Bỏ các dòng này: người đã chuyển đi")),
    (CHANGE, _("Bỏ ghi chú khỏi tên, nhập như người đang ở đây")),
)
YEAR_IN_NAME_OFFERED = _("{} dòng có chữ số trong ô họ tên, thường là năm sinh: đọc thế nào?")
NOTE_OFFERED = _("{} dòng có ghi chú trong ngoặc ở ô họ tên: đọc thế nào?")
NOTE_ANSWERS = ((CHANGE, _("Bỏ phần đó khỏi tên")), (KEEP, _("Giữ nguyên họ tên như trong tệp")))
SEVERAL_OFFERED = _("{} ô họ tên như ghi hai người trong một dòng: đọc thế nào?")
SEVERAL_ANSWERS = (
    (LEAVE_OUT, _("Bỏ các dòng này; ghi mỗi người một dòng rồi gửi lại")),
    (CHANGE, _("Chỉ đọc người thứ nhất")),
    (KEEP, _("Giữ nguyên: đó là họ tên một người")),
)
TITLE_OFFERED = _("{} họ tên bắt đầu bằng từ xưng hô (Ông, Bà, Anh, Chị …): đọc thế nào?")
TITLE_ANSWERS = ((CHANGE, _("Bỏ từ xưng hô")), (KEEP, _("Giữ nguyên họ tên như trong tệp")))

# A name in two columns, as lists for sorting by given name have it.
NAME_BEGINS = (
    "Họ và tên đệm",
    "Họ tên đệm",
    "Họ đệm",
    "Họ và đệm",
    "Họ và chữ đệm",
    "Họ, chữ đệm",
    "Họ và chữ lót",
    "Họ lót",
    "Họ",
)
NAME_ENDS = ("Tên",)
NOT_A_HEAD = _("Không rõ có phải chủ hộ không; ghi Có hoặc Không. Ô này không được đọc.")
HEADS = ("chủ hộ", "ch", "bản thân", "chủ hộ gia đình")
RELATIVES = (
    "vợ", "chồng", "con", "con đẻ", "con ruột", "con nuôi", "con trai", "con gái", "con dâu", "con rể", "con riêng", "cháu",
    "cháu nội", "cháu ngoại", "cháu ruột", "chắt", "cha", "bố", "mẹ", "cha đẻ", "bố đẻ", "mẹ đẻ", "bố vợ", "mẹ vợ", "cha vợ",
    "bố chồng", "mẹ chồng", "cha chồng", "ông", "bà", "ông nội", "bà nội", "ông ngoại", "bà ngoại", "anh", "chị", "em",
    "anh trai", "chị gái", "em trai", "em gái", "anh ruột", "chị ruột", "em ruột", "cô", "dì", "chú", "bác", "cậu", "người ở nhờ",
    "người ở mượn", "người ở thuê", "khác", "thành viên",
)  # fmt: skip
SEX = Choice((("m", _("Nam")), ("f", _("Nữ"))), also=(("gái", "f"), ("trai", "m")))


@dataclass(frozen=True)
class PersonName(Plain):
    is_own: ClassVar = True

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: pl.col(raw(key))}

    def checks(self, key: str) -> tuple[Check, ...]:
        name = pl.col(key)
        is_ditto = name.str.contains(DITTO)
        noted = name.map_batches(_are_noted, return_dtype=pl.Boolean)
        return (
            Check(~name.str.contains(r"\p{L}") & ~is_ditto, Cause.NAME_MISSING, NO_NAME),
            Check(is_ditto, Cause.NAME_MISSING, DITTO_NAME),
            Check(name.str.len_chars() > NAME_LENGTH, Cause.NAME_LONG, LONG_NAME, (pl.lit(str(NAME_LENGTH)),)),
            Check(noted & name.str.contains(r"\p{L}"), "name_note", NOTED_NAME, severity=WARNING),
        )

    def offers(self, key: str) -> tuple[Offer, ...]:
        """Notes in the name, each asked with what it means; the first that fits a row is the one that is asked."""
        name = pl.col(raw(key))
        is_dead, is_gone = name.str.contains(name_notes.DEAD), name.str.contains(name_notes.MOVED)
        is_noted = is_dead | is_gone
        has_year = ~is_noted & name.str.contains(name_notes.YEAR)
        is_other = ~is_noted & ~has_year & name.str.contains(name_notes.OTHER)
        is_single = ~is_noted & ~has_year & ~is_other
        has_two = is_single & name.str.contains(name_notes.SEVERAL)
        has_title = is_single & ~has_two & name.str.contains(name_notes.TITLE)

        def without(pattern: str, to: str = "") -> pl.Expr:
            return name.str.replace(pattern, to).str.strip_chars()

        return (
            Offer("dead_in_name", is_dead, without(name_notes.DEAD), DEAD_OFFERED, DEAD_ANSWERS),
            Offer("moved_in_name", ~is_dead & is_gone, without(name_notes.MOVED), MOVED_OFFERED, MOVED_ANSWERS),
            Offer("year_in_name", has_year, without(name_notes.YEAR), YEAR_IN_NAME_OFFERED, NOTE_ANSWERS),
            Offer("note_in_name", is_other, without(name_notes.OTHER), NOTE_OFFERED, NOTE_ANSWERS),
            Offer("two_in_name", has_two, without(name_notes.SEVERAL, "${first}"), SEVERAL_OFFERED, SEVERAL_ANSWERS),
            Offer("title_in_name", has_title, without(name_notes.TITLE, "${name}"), TITLE_OFFERED, TITLE_ANSWERS),
        )

    def hint_of_offers(self, key: str) -> pl.Expr:
        return pl.col(raw(key)).str.contains(name_notes.HINT)

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
            Check(future, Cause.BIRTH_FUTURE, FUTURE_BIRTH),
            Check(year < today.year - OLDEST_AGE, Cause.BIRTH_LONG_AGO, OLD_BIRTH, (pl.lit(str(OLDEST_AGE)),)),
        )

    def offers(self, key: str) -> tuple[Offer, ...]:
        return self.day.offers(key)

    def hint_of_offers(self, key: str) -> pl.Expr:
        return self.day.hint_of_offers(key)

    def hint(self) -> Words:
        return _("Ngày, tháng, năm; hoặc chỉ năm.")

    def in_words(self, value: object) -> str:
        return self.day.in_words(value)

    def missing(self) -> tuple[str, Words]:
        return Cause.BIRTH_MISSING, NO_BIRTH


@dataclass(frozen=True)
class HeadOfHousehold(YesNo):
    """Yes or no; or how the person is related to the head; or the head's own name. What is neither costs nobody the person."""

    name: str = "name"

    def values(self, key: str) -> dict[str, pl.Expr]:
        words = dict.fromkeys((*YES, *HEADS), True) | dict.fromkeys((*NO, *RELATIVES), False)
        related = said(key, words, pl.Boolean())
        theirs, own = fold_repeated(pl.col(raw(key))), fold_expr(pl.col(raw(self.name)))
        by_name = pl.when(theirs.str.contains(r"^\p{L}+ \p{L}")).then(theirs == own)
        return {key: pl.coalesce(related, by_name)}

    def checks(self, key: str) -> tuple[Check, ...]:
        unknown = pl.col(raw(key)).is_not_null() & pl.col(key).is_null()
        return (Check(unknown, "not_yes_no", NOT_A_HEAD, severity=WARNING),)


@dataclass(frozen=True)
class IdentityDigits(Plain):
    """9 or 12 digits; the spaces, dots and dashes people write between groups of digits are taken off."""

    is_own: ClassVar = True
    sex: str = "sex"
    year: str = "birth_year"

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: whole_text(key).str.replace_all(r"[ .\-\x{a0}\t'’]", "")}

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
    """The first number that can be one; a cell without any costs nobody the person."""

    is_own: ClassVar = True

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: pl.col(raw(key)).map_batches(_phones, return_dtype=pl.String)}

    def checks(self, key: str) -> tuple[Check, ...]:
        said = pl.col(raw(key)).is_not_null()
        is_plain = pl.col(raw(key)).map_batches(_plain_phones, return_dtype=pl.String).is_not_null()
        is_unread = said & pl.col(key).is_null() & ~pl.col(raw(key)).map_batches(_says_none, return_dtype=pl.Boolean)
        count = pl.col(raw(key)).str.count_matches(r"\d")
        return (
            Check(is_unread, "phone", WRONG_PHONE, (count,), WARNING),
            Check(said & ~is_plain & pl.col(key).is_not_null(), "phone_picked", PICKED_PHONE, severity=WARNING),
        )

    def hint(self) -> Words:
        return _("9 đến 11 chữ số; định dạng ô là Văn bản.")


def _are_noted(names: pl.Series) -> pl.Series:
    """Whether one of the notes stands in each name."""
    odd = names.filter(names.str.contains(name_notes.HINT)).unique()
    is_noted = odd.to_frame().select(pl.any_horizontal(pl.all().str.contains(note) for note in name_notes.NOTES))
    return names.is_in(odd.filter(is_noted.to_series()).implode())


def _phones(cells: pl.Series) -> pl.Series:
    """The number of a cell that holds one alone, else the first that can be read."""
    plain = _plain_phones(cells)
    if plain.null_count() == cells.null_count():
        return plain
    return plain.zip_with(plain.is_not_null(), _first_phones(cells.zip_with(plain.is_null(), plain.clear(len(cells)))))


def _plain_phones(cells: pl.Series) -> pl.Series:
    """Nearly all are written in one way, with nothing to take off; each other text is looked at once."""
    usual = cells.str.contains(r"^0[1-9][0-9]{7,9}$")
    return with_the_rest(cells, cells.zip_with(usual, cells.clear(len(cells))), _digits_of_phones)


def _digits_of_phones(texts: pl.Series) -> pl.Series:
    digits = texts.str.replace(WHOLE_AS_FRACTION, "${1}").str.replace_all(r"[\s.\-()'’]", "")
    national = digits.str.replace(r"^(\+84|0084)", "0").str.replace(r"^84(\d{9})$", "0$1")
    # A spreadsheet drops the leading zero of a ten-digit number.
    national = national.str.replace(r"^([35789]\d{8})$", "0$1")
    return national.zip_with(national.str.contains(GOOD_PHONE), national.clear(len(national)))


def _first_phones(cells: pl.Series) -> pl.Series:
    """Of cells that are more than one plain number; asked once per text."""
    odd = cells.drop_nulls().unique()
    odd = odd.filter(~odd.str.contains(r"^[\d\s.]{9,14}$"))
    if odd.is_empty():
        return pl.repeat(None, cells.len(), dtype=pl.String, eager=True)
    first = pl.Series([next(iter(phones_in(text)), None) for text in odd], dtype=pl.String)
    return cells.replace_strict(odd, first, default=None, return_dtype=pl.String)


def _says_none(cells: pl.Series) -> pl.Series:
    odd = cells.drop_nulls().unique()
    none = (
        odd.filter(pl.Series([says_none(text) for text in odd], dtype=pl.Boolean)) if len(odd) < 5_000 else odd.clear()
    )
    return cells.is_in(none.implode())
