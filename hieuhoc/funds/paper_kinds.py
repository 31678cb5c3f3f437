"""The official paper of this room: the receipt of a gift."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.funds.models import Gift
from hieuhoc.funds.receipts_on_paper import RECEIPT, receipt_paper


def _newest(user: User) -> OfficialPaper | None:
    if not user.has_perm("funds.read_funds"):
        return None
    rows = Gift.objects.within(scope_of(user, "funds.read_funds")).received().select_related("fund")
    gift = rows.order_by("-pk").first()
    return None if gift is None else receipt_paper(gift)


PAPERS = (PaperKind(RECEIPT, gettext_lazy("Giấy biên nhận ủng hộ"), "GBN", _newest),)
