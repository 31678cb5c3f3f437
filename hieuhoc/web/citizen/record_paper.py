"""The learning record as a PDF that is read aloud too (PDF/UA-1), in the language of who asks, drawn anew each time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from hieuhoc.documents.documents import render_pdf
from hieuhoc.learning.record import LearnedThing, LearningYear
from hieuhoc.lib.opaque import show_public_code
from hieuhoc.web.activity_words import year_words
from hieuhoc.web.learning_records import OwnRecord, code_of
from hieuhoc.web.ui.formats import day, number

TEMPLATE = "learning-record.typ"
ACCESSIBLE = ("ua-1",)
LEARNED = (
    gettext_lazy("Ngày"),
    gettext_lazy("Nội dung"),
    gettext_lazy("Nơi tổ chức"),
    gettext_lazy("Giờ"),
    gettext_lazy("Kết quả"),
)
TITLES = (
    gettext_lazy("Năm"),
    gettext_lazy("Quyết định"),
    gettext_lazy("Ngày ký"),
    gettext_lazy("Cơ quan ban hành"),
    gettext_lazy("Mã kiểm tra"),
)
SKILLS = (
    gettext_lazy("Từ ngày"),
    gettext_lazy("Kỹ năng"),
    gettext_lazy("Căn cứ"),
)


def record_on_paper(record: OwnRecord, *, made_on: date) -> bytes:
    """Raises CannotDraw."""
    return render_pdf(TEMPLATE, _words(record, made_on), standards=ACCESSIBLE)


def _words(record: OwnRecord, made_on: date) -> dict[str, Any]:
    parts = [
        _part(_("Danh hiệu Công dân học tập"), TITLES, (1, 3, 2, 4, 3), _titles(record)),
        _part(_("Kỹ năng số"), SKILLS, (2, 4, 5), _skills(record)),
        *(_part(year_words(year), LEARNED, (2, 5, 4, 1, 2), _learned(year, record)) for year in record.years),
    ]
    host = settings.PUBLIC_URL.partition("://")[2].rstrip("/")
    return {
        "lang": get_language() or settings.LANGUAGE_CODE,
        "heading": _("Hồ sơ học tập suốt đời"),
        "name": record.holder,
        "parts": [part for part in parts if part["rows"]],
        "nothing": _("Chưa ghi nhận lần học, danh hiệu, kỹ năng nào."),
        "closing": _("Lập ngày %(day)s từ hồ sơ tại %(host)s. Danh hiệu kiểm tra ở đó bằng mã.")
        % {"day": day(made_on), "host": host},
    }


def _part(heading: str, columns: Sequence[object], widths: Sequence[int], rows: list[list[str]]) -> dict[str, Any]:
    return {"heading": heading, "columns": [str(column) for column in columns], "widths": widths, "rows": rows}


def _titles(record: OwnRecord) -> list[list[str]]:
    return [
        [
            str(title.year),
            title.decision.number,
            day(title.decision.signed_on),
            title.decision.issuer,
            show_public_code(code_of(title)),
        ]
        for title in record.titles
    ]


def _skills(record: OwnRecord) -> list[list[str]]:
    return [[day(fact.since), fact.get_kind_display(), fact.get_basis_display()] for fact in record.skills]


def _learned(year: LearningYear, record: OwnRecord) -> list[list[str]]:
    return [_line(thing, record) for thing in year.things]


def _line(thing: LearnedThing, record: OwnRecord) -> list[str]:
    where = ", ".join(word for word in (thing.organiser, record.places.get(thing.place or 0, "")) if word)
    hours = "" if thing.hours is None else number(thing.hours, 1)
    return [day(thing.last_on), thing.title, where, hours, _result(thing)]


def _result(thing: LearnedThing) -> str:
    if thing.is_own:
        return _("Tự khai, đã xác nhận") if thing.is_confirmed else pgettext("own learning", "Tự khai")
    return _("Hoàn thành") if thing.is_completed else _("Đã dự")
