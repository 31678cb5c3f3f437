"""The official papers of this room: the receipt of a gift, and the letter of thanks for one."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.funds.models import Gift
from hieuhoc.funds.receipts_on_paper import RECEIPT, receipt_paper
from hieuhoc.funds.thanks_on_paper import THANKS, thanks_paper


def _newest(drawn: Callable[[Gift], OfficialPaper]) -> Callable[[User], OfficialPaper | None]:
    """That paper of the last received gift the account may read."""

    def newest(user: User) -> OfficialPaper | None:
        if not user.has_perm("funds.read_funds"):
            return None
        rows = Gift.objects.within(scope_of(user, "funds.read_funds")).received().select_related("fund")
        gift = rows.order_by("-pk").first()
        return None if gift is None else drawn(gift)

    return newest


PAPERS = (
    PaperKind(RECEIPT, gettext_lazy("Giấy biên nhận ủng hộ"), "GBN", _newest(receipt_paper)),
    PaperKind(THANKS, gettext_lazy("Thư cảm ơn người ủng hộ"), "TCO", _newest(thanks_paper), has_addressees=True),
)
