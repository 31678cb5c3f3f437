"""The letter that thanks whoever gave and can be told by no message, as an official paper. Always in Vietnamese: it goes to people,
not to the reader of the page. Its number and day are left open for whoever signs.

Legal source: layout after Decree 30/2020/NĐ-CP; the decree knows letters (thư công) and gives them no abbreviation.
"""

from django.conf import settings
from django.utils.translation import override

from hieuhoc.documents.rules import OfficialPaper, PaperPart, SignatureBlock
from hieuhoc.funds.models import Gift
from hieuhoc.funds.receipts_on_paper import association_of, what_was_given
from hieuhoc.places.reads import label_of

THANKS = "gift_thanks"


def thanks_paper(gift: Gift) -> OfficialPaper:
    """Of a received gift."""
    assert gift.received_on is not None
    seat = label_of(gift.fund.place_id, gift.received_on)
    with override(settings.LANGUAGE_CODE):
        return OfficialPaper(
            kind=THANKS,
            organ=association_of(seat.title),
            place=seat.on_papers,
            heading="Thư cảm ơn",
            about=f"Khoản ủng hộ {gift.fund.name}",
            addressees=(gift.donor_name,),
            body=tuple(PaperPart(line) for line in _lines(gift)),
            signatures=(SignatureBlock(("Chủ tịch",)),),
            recipients=("Như trên",),
        )


def _lines(gift: Gift) -> list[str]:
    return [
        f"{gift.fund.name} đã nhận khoản ủng hộ ngày {gift.received_on:%d/%m/%Y}: {what_was_given(gift)} (mã {gift.code}).",
        f"Quỹ dùng vào: {gift.fund.purpose} Thu, chi của quỹ được công khai; ai cũng xem được quỹ đã dùng vào việc gì.",
        "Trân trọng cảm ơn tấm lòng với sự học, và mong tiếp tục được đồng hành.",
    ]
