"""The receipt of a gift as an official paper: who gave what to which fund. Always in Vietnamese: an official paper has one
language. Its number comes from the register of papers; until then it is left open.

Legal source: layout after Decree 30/2020/NĐ-CP; what a receipt says after the voucher forms of Circular 24/2024/TT-BTC.
"""

from django.conf import settings
from django.utils.translation import override

from hieuhoc.documents.reads import standing_number
from hieuhoc.documents.rules import OfficialPaper, PaperPart, SignatureBlock
from hieuhoc.funds.models import Gift
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import label_of

RECEIPT = "gift_receipt"
SUBJECT = "gift"


def receipt_paper(gift: Gift) -> OfficialPaper:
    """Of a received gift."""
    assert gift.received_on is not None
    seat = label_of(gift.fund.place_id, gift.received_on)
    number = standing_number(SUBJECT, gift.pk, RECEIPT)
    with override(settings.LANGUAGE_CODE):
        return OfficialPaper(
            kind=RECEIPT,
            organ=number.issuer if number else association_of(seat.title),
            parent_organ=number.parent_organ if number else "",
            number=number.text if number else "",
            symbol="GBN-HKH",
            place=seat.on_papers,
            day=number.signed_on if number else None,
            heading="Giấy biên nhận",
            about=f"Khoản ủng hộ {gift.fund.name}",
            body=tuple(PaperPart(line) for line in _lines(gift)),
            signatures=(
                SignatureBlock((number.signatory_title,), number.signatory)
                if number
                else SignatureBlock(("Chủ tịch",)),
            ),
            recipients=("Người ủng hộ",),
        )


def _lines(gift: Gift) -> list[str]:
    donor = f"{gift.donor_name} ({gift.get_donor_kind_display().lower()})"
    lines = [
        f"{gift.fund.name} đã nhận của {donor}: {what_was_given(gift)}.",
        f"Hình thức: {gift.get_form_display().lower()}. Ngày nhận: {gift.received_on:%d/%m/%Y}. Mã khoản ủng hộ: {gift.code}.",
    ]
    if gift.worth_by:
        lines.append(f"Giá trị tính theo: {gift.worth_by}.")
    return [
        *lines,
        f"Quỹ dùng vào: {gift.fund.purpose} Nơi quyết định chi: {gift.fund.decider}.",
        "Trân trọng cảm ơn tấm lòng của người ủng hộ.",
    ]


def what_was_given(gift: Gift) -> str:
    worth = f"{format_number(gift.amount)} đồng"
    return worth if gift.form == Gift.Form.MONEY else f"{gift.about or gift.get_form_display()}, trị giá {worth}"


def association_of(title: str) -> str:
    """ "Xã Cư Né" → "Hội Khuyến học xã Cư Né"."""
    return f"Hội Khuyến học {title[:1].lower()}{title[1:]}"
