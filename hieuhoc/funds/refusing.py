"""The refusal of a bank's file that cannot be read, whatever kind it is."""

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal


def not_read(sentence: str) -> Refusal:
    return Refusal(
        sentence,
        remedy=_("Tải lại sao kê từ ngân hàng, dạng Excel, CSV, MT940 hoặc CAMT.053."),
        code="statement_not_read",
    )
