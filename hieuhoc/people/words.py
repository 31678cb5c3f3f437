"""What we say about findings of the rules: what is wrong and what would be right, never the value itself."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.people.rules import Cause

SENTENCES = {
    Cause.NUMBER_DIGITS: _("Số định danh chỉ gồm chữ số, ví dụ 066085001234."),
    Cause.NUMBER_LENGTH: _("Số định danh có 12 chữ số (chứng minh nhân dân cũ: 9 chữ số)."),
    Cause.NUMBER_PREFIX: _("Ba số đầu của số định danh không phải mã tỉnh nào; xem lại."),
    Cause.NUMBER_SEX: _("Số định danh và giới tính không khớp; xem lại."),
    Cause.NUMBER_BIRTH_YEAR: _("Số định danh và năm sinh không khớp; xem lại."),
    Cause.NAME_MISSING: _("Nhập họ và tên, ví dụ H'Hen Niê."),
    Cause.NAME_LONG: _("Họ và tên dài quá 120 ký tự."),
    Cause.GIVEN_NAME_ELSEWHERE: _("Tên gọi phải là một phần của họ và tên."),
    Cause.BIRTH_MISSING: _("Nhập ngày sinh, hoặc ít nhất năm sinh."),
    Cause.BIRTH_FUTURE: _("Ngày sinh không thể ở tương lai."),
    Cause.BIRTH_LONG_AGO: _("Năm sinh quá xa; xem lại."),
    Cause.BIRTH_DIFFERS: _("Ngày sinh và năm sinh không khớp."),
}


def sentences(causes: Sequence[Cause]) -> str:
    return " ".join(str(SENTENCES[cause]) for cause in causes)


def refuse(causes: Sequence[Cause]) -> None:
    """Nothing, when nothing is wrong."""
    if causes:
        raise Refusal(sentences(causes), code=causes[0])
