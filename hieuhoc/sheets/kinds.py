"""The kinds of column every sheet uses. A kind says how text becomes values, what is wrong with it and what to choose from."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.numbers import format_number
from hieuhoc.lib.vietnamese import fold, spelled
from hieuhoc.lib.words import Words
from hieuhoc.sheets.definition import CHANGE, ERROR, KEEP, MISSING, WARNING, Check, Offer, raw

YES = ("x", "có", "co", "1", "đúng", "dung", "true", "yes", "v", "✓")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
EXCEL_DAYS = r"^[1-6]\d{4}$"  # days since 1900, what a date cell becomes when formatted as a number
DATE_AS_NUMBER = _(
    "Ô chứa số đếm ngày của Excel, không phải ngày; định dạng ô là Ngày rồi gửi lại, hoặc ghi như 05/03/1980."
)
YEAR_TYPED = _("Ngày này là năm {} gõ vào ô định dạng Ngày; ghi đủ ngày, tháng, năm hoặc đổi ô sang Văn bản.")
YEAR_OFFERED = _("{} ô ngày rơi vào năm 1905, thường do gõ năm (như 1985) vào ô định dạng Ngày: đọc thế nào?")
YEAR_ANSWERS = ((CHANGE, _("Đọc là năm đã gõ, như 1985")), (KEEP, _("Giữ nguyên ngày của năm 1905")))
TYPED_AS_DAYS = (date(1905, 3, 14), date(1905, 9, 30))  # days 1900 to 2100 of a spreadsheet
# Said of a birth that is not known to the day: 03/1980, tháng 3 năm 1980, khoảng 1950, ~1950, 1950?
_MONTH_OF = r"(?i)^(?:tháng\s*)?(?:0?[1-9]|1[0-2])\s*(?:[/.\-]|\s+năm\s+)\s*(\d{4})$"
_ABOUT = r"(?i)^(?:khoảng\s+năm|khoảng|~|≈)\s*(\d{4})\s*\??$"
_DOUBTED = r"(?i)^(?:năm\s+)?(\d{4})\s*\?$"
_IN_WORDS = r"(?i)^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$"
# Written like a day or a month, whether the calendar has it or not: 31/02/1990, 1990-02-31, 31021990, 13/1990.
_LIKE_A_DAY = (
    r"(?i)^(?:(?:ngày\s+)?\d{1,2}\s*(?:[/.\-]|\s+tháng\s+)\s*)?(?:tháng\s*)?\d{1,2}\s*(?:[/.\-]|\s+năm\s+)\s*(\d{4})"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$"
)
_LIKE_ISO = r"^(\d{4})\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,2}(?:[T ].*)?$"
_LIKE_DIGITS = r"^\d{4}((?:18|19|20)\d\d)$"
NO_SUCH_DAY = _("Trong lịch không có ngày này; ghi lại cho đúng, như 05/03/1980.")
NO_SUCH_BIRTH = _("Trong lịch không có ngày này; ghi lại cho đúng, như 05/03/1980, hoặc chỉ ghi năm.")
NO_SUCH_OFFERED = _("{} ô ghi một ngày không có trong lịch, như 31/02/1990: đọc thế nào?")
NO_SUCH_ANSWERS = (
    (CHANGE, _("Chỉ đọc năm, như 1990")),
    (KEEP, _("Giữ nguyên; các dòng này không được ghi")),
)
ONLY_YEAR = "|".join((_MONTH_OF, _ABOUT, _DOUBTED))
YEAR_ALONE = _("Ô này không ghi đủ ngày, tháng, năm: chỉ đọc năm {}.")
_DAY_ZERO = date(1899, 12, 30)
GROUPED = r"^[+-]?[0-9]{1,3}(?:(?:[.][0-9]{3})+|(?:,[0-9]{3})+)$"
WHOLE_AS_FRACTION = r"^(\d+)\.0$"
_STRING = pl.String()
OLDEST_YEAR, NEWEST_YEAR = 1880, 2199
SEVERAL_MARKS = _("Có dấu ở nhiều cột cùng lúc ({}); chỉ đánh dấu một cột.")
NOT_YES_NO = _("Ghi Có hoặc Không; dấu x cũng là Có.")
NO = ("không", "khong", "0", "sai", "false", "no", "-")


def words_of(choices: Iterable[tuple[str, Words]]) -> dict[str, str]:
    """Value -> words, as an export writes them."""
    return {str(value): str(words) for value, words in choices}


def text_of(key: str) -> pl.Expr:
    return pl.col(raw(key))


def whole_text(key: str) -> pl.Expr:
    """A number that some program wrote as a fraction is the whole one: 66085000402.0, 1980.0, 12.0."""
    return text_of(key).str.replace(WHOLE_AS_FRACTION, "${1}")


def said(key: str, spellings: Mapping[str, object], kind: pl.DataType = _STRING) -> pl.Expr:
    """What the cell's words stand for, in any case, with or without marks and full stops; null for other words. Two that are
    one without marks (có, cô) are told apart by them; without the marks of either they say nothing."""
    exact = {_spelled(spelling): value for spelling, value in spellings.items()}
    meanings: dict[str, set[object]] = {}
    for spelling, value in spellings.items():
        meanings.setdefault(_plain(spelling), set()).add(value)
    known = {plain: next(iter(values)) for plain, values in meanings.items() if len(values) == 1}

    def meaning(cells: pl.Series) -> pl.Series:
        words = cells.drop_nulls().unique()
        if words.is_empty():
            return pl.repeat(None, cells.len(), dtype=kind, eager=True)
        means = pl.Series([exact.get(_spelled(word), known.get(_plain(word))) for word in words], dtype=kind)
        return cells.replace_strict(words, means, return_dtype=kind)

    return text_of(key).map_batches(meaning, return_dtype=kind)


def _plain(words: str) -> str:
    return fold(words).rstrip(" .") or words


def _spelled(words: str) -> str:
    return spelled(words).rstrip(" .") or words


class Plain:
    """What a kind is unless it says more: free text, shown as it is."""

    def hint(self) -> Words:
        return ""

    def labels(self) -> tuple[str, ...]:
        return ()

    def in_words(self, value: object) -> str:
        return str(value)

    def missing(self) -> tuple[str, Words]:
        return "missing", MISSING


@dataclass(frozen=True)
class Text(Plain):
    longest: int = 200

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: text_of(key)}

    def checks(self, key: str) -> tuple[Check, ...]:
        length = text_of(key).str.len_chars()
        message = _("Dài {} ký tự; nhiều nhất {}.")
        return (Check(length > self.longest, "too_long", message, (length, pl.lit(str(self.longest)))),)


@dataclass(frozen=True)
class Code(Plain):
    """A short code: upper case, no spaces."""

    longest: int = 40

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: whole_text(key).str.replace_all(r"\s+", "").str.to_uppercase()}

    def checks(self, key: str) -> tuple[Check, ...]:
        message = _("Mã dài quá {} ký tự.")
        return (Check(text_of(key).str.len_chars() > self.longest, "too_long", message, (pl.lit(str(self.longest)),)),)

    def hint(self) -> Words:
        return _("Chữ và số viết liền.")


@dataclass(frozen=True)
class Choice(Plain):
    """One of a closed list: (value, words). Accepts the words or the value, any case, with or without marks."""

    choices: tuple[tuple[str, Words], ...]
    also: tuple[tuple[str, str], ...] = ()  # other spellings: (spelling, value)

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: said(key, self._spellings())}

    def checks(self, key: str) -> tuple[Check, ...]:
        offered = ", ".join(self.labels())
        unknown = text_of(key).is_not_null() & pl.col(key).is_null()
        words = "|".join(map(re.escape, self.labels()))
        are_several = text_of(key).str.contains(rf"^(?:{words})(?: \+ (?:{words}))+$")
        return (
            Check(unknown & are_several, "several_choices", SEVERAL_MARKS, (text_of(key),)),
            Check(
                unknown & ~are_several,
                "unknown_choice",
                _("Không có trong danh sách; chọn một trong: {}."),
                (pl.lit(offered),),
            ),
        )

    def labels(self) -> tuple[str, ...]:
        return tuple(str(words) for _value, words in self.choices)

    def in_words(self, value: object) -> str:
        return next((str(words) for key, words in self.choices if key == value), str(value))

    def _spellings(self) -> dict[str, str]:
        own = {value: value for value, _words in self.choices}
        words = {str(words): value for value, words in self.choices}
        return dict(self.also) | own | words


@dataclass(frozen=True)
class YesNo(Plain):
    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: said(key, dict.fromkeys(YES, True) | dict.fromkeys(NO, False), pl.Boolean())}

    def checks(self, key: str) -> tuple[Check, ...]:
        unknown = text_of(key).is_not_null() & pl.col(key).is_null()
        return (Check(unknown, "not_yes_no", NOT_YES_NO),)

    def hint(self) -> Words:
        return NOT_YES_NO

    def labels(self) -> tuple[str, ...]:
        return ("Có", "Không")

    def in_words(self, value: object) -> str:
        return str(_("Có") if value in (True, "true") else _("Không"))


@dataclass(frozen=True)
class Whole(Plain):
    """A whole number between two bounds, also an amount of đồng: 2500000, 2.500.000 and 2,500,000 are one; so are 12 and
    12,0. Three digits behind a point are thousands, as the eye reads them."""

    least: int
    most: int

    def values(self, key: str) -> dict[str, pl.Expr]:
        text = text_of(key)
        plain = pl.when(text.str.contains(GROUPED)).then(text.str.replace_all(r"[.,]", "")).otherwise(text)
        return {key: plain.str.replace(r"[.,]0+$", "").cast(self._type(), strict=False)}

    def checks(self, key: str) -> tuple[Check, ...]:
        wrong = text_of(key).is_not_null() & (~pl.col(key).is_between(self.least, self.most)).fill_null(True)
        bounds = tuple(pl.lit(self._written(bound)) for bound in (self.least, self.most))
        return (Check(wrong, "out_of_bounds", _("Phải là số nguyên từ {} đến {}."), bounds),)

    def hint(self) -> Words:
        words = {"least": self._written(self.least), "most": self._written(self.most)}
        return _("Số nguyên từ %(least)s đến %(most)s.") % words

    def _type(self) -> pl.DataType:
        return pl.Int64() if self.most > 2**31 - 1 else pl.Int32()

    def _written(self, bound: int) -> str:
        """A year stays 2025, an amount is 1.000.000."""
        return format_number(bound) if self.most > 9_999 else str(bound)


@dataclass(frozen=True)
class Day(Plain):
    """A date: 05/03/2025, 5-3-2025, 2025-03-05; with `or_year` also a year alone (`<key>_year` is then set without `<key>`)."""

    or_year: bool = False

    def values(self, key: str) -> dict[str, pl.Expr]:
        day = day_of(text_of(key))
        if not self.or_year:
            return {key: day}
        return {key: day, f"{key}_year": whole_text(key).map_batches(_years, return_dtype=pl.Int16())}

    def checks(self, key: str) -> tuple[Check, ...]:
        read = pl.col(f"{key}_year") if self.or_year else pl.col(key)
        is_count = text_of(key).str.contains(EXCEL_DAYS)
        is_year = pl.col(key).is_between(*TYPED_AS_DAYS)
        year_typed = Check(
            is_year, "year_typed", YEAR_TYPED, (year_typed_in(pl.col(key)),), WARNING if self.or_year else ERROR
        )
        unread = text_of(key).is_not_null() & read.is_null()
        alone = (
            (Check(text_of(key).str.contains(ONLY_YEAR), "year_alone", YEAR_ALONE, (read.cast(pl.String),), WARNING),)
            if self.or_year
            else ()
        )
        is_impossible = year_of_no_day(text_of(key), read).is_not_null()
        if not self.or_year:
            is_impossible = is_impossible & ~text_of(key).str.contains(r"^\D*\d+\D+\d+$")  # 03/1980 lacks its day
        example = (
            _("Không đọc được ngày; ghi như 05/03/1980 hoặc chỉ năm 1980.")
            if self.or_year
            else _("Không đọc được ngày; ghi như 05/03/2025.")
        )
        return (
            Check(unread & ~is_count & ~is_impossible, "unread_date", example),
            Check(is_impossible, "unread_date", NO_SUCH_BIRTH if self.or_year else NO_SUCH_DAY),
            Check(unread & is_count, "date_as_number", DATE_AS_NUMBER),
            year_typed,
            *alone,
        )

    def offers(self, key: str) -> tuple[Offer, ...]:
        """A year typed into a cell of dates is the day that many days after 1900: 1985 shows as 07/06/1905. Of a day that
        cannot be, the year may still be right."""
        if not self.or_year:
            return ()
        text = text_of(key)
        day = day_of(text)
        year = year_of_no_day(text, text.map_batches(_years, return_dtype=pl.Int16()))
        return (
            Offer("year_typed", day.is_between(*TYPED_AS_DAYS), year_typed_in(day), YEAR_OFFERED, YEAR_ANSWERS),
            Offer("no_such_day", year.is_not_null(), year, NO_SUCH_OFFERED, NO_SUCH_ANSWERS, must_be_answered=False),
        )

    def hint_of_offers(self, key: str) -> pl.Expr:
        """Nearly all are days written in one way, of another year."""
        usual = text_of(key).str.to_date("%d/%m/%Y", strict=False, exact=True)
        return (usual.is_null() & text_of(key).is_not_null()) | usual.is_between(*TYPED_AS_DAYS)

    def hint(self) -> Words:
        return _("Ngày, tháng, năm.")

    def in_words(self, value: object) -> str:
        """A day, its ISO text, or a year alone."""
        text = str(value)
        return f"{text[8:10]}/{text[5:7]}/{text[:4]}" if ISO_DAY.match(text) else text


def year_of_no_day(text: pl.Expr, read: pl.Expr) -> pl.Expr:
    """The year, as text, of what is written like a day and is none (`read`: null there)."""
    unread = pl.when(read.is_null()).then(text)  # nearly none
    year = pl.coalesce(unread.str.extract(way) for way in (_LIKE_A_DAY, _LIKE_ISO, _LIKE_DIGITS))
    return pl.when(year.cast(pl.Int16).is_between(OLDEST_YEAR, NEWEST_YEAR)).then(year)


def year_typed_in(day: pl.Expr) -> pl.Expr:
    """The number whose day that is, as text."""
    return (day - pl.lit(_DAY_ZERO)).dt.total_days().cast(pl.String)


def day_of(text: pl.Expr) -> pl.Expr:
    """Day-first dates with / - or ., ISO dates (also what the reader makes of date cells); null when neither."""
    return text.map_batches(_days, return_dtype=pl.Date())


def _days(cells: pl.Series) -> pl.Series:
    """Nearly all cells are written in one way, which is read at once; each other text is looked at once."""
    days = cells.str.to_date("%d/%m/%Y", strict=False, exact=True)
    days = with_the_rest(cells, days, _parse_other_days)
    return days.set(~days.dt.year().is_between(OLDEST_YEAR, NEWEST_YEAR), None)


def _years(cells: pl.Series) -> pl.Series:
    # 00/00/1950, --/--/1950: forms for people who know only their year
    form = r"^(?:[0._\-]{0,2}\s*/\s*[0._\-]{0,2}\s*/\s*)?(\d{4})$"
    known = _days(cells).dt.year().cast(pl.Int16)

    def read(texts: pl.Series) -> pl.Series:
        years = [texts.str.extract(way).cast(pl.Int16) for way in (form, _MONTH_OF, _ABOUT, _DOUBTED)]
        year = pl.DataFrame(years, schema=["0", "1", "2", "3"]).select(pl.coalesce(pl.all())).to_series()
        return year.set(~year.is_between(OLDEST_YEAR, NEWEST_YEAR), None)

    return with_the_rest(cells, known, read)


def _parse_other_days(texts: pl.Series) -> pl.Series:
    plain = texts.str.replace_all(r"\s*[/.\-]\s*", "-").str.replace(r"[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$", "")
    plain = plain.str.replace(_IN_WORDS, "${1}-${2}-${3}").str.replace(
        r"^(\d\d)(\d\d)((?:19|20)\d\d)$", "${1}-${2}-${3}"
    )
    days = plain.str.to_date("%d-%m-%Y", strict=False, exact=True)
    return days.zip_with(days.is_not_null(), plain.str.to_date("%Y-%m-%d", strict=False, exact=True))


def with_the_rest(cells: pl.Series, known: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`known`, and where it is null what `read` makes of the cell: asked for each different text once."""
    if known.null_count() == cells.null_count():
        return known
    texts = cells.filter(known.is_null()).drop_nulls().unique()
    rest = cells.replace_strict(texts, read(texts), default=None, return_dtype=known.dtype)
    return known.zip_with(known.is_not_null(), rest)
