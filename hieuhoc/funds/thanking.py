"""Thanks to whoever gave and agreed to be written to: in the application, else by mail, else by a letter on paper."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Case, CharField, Q, QuerySet, TextChoices, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.funds.models import Gift
from hieuhoc.lib.crypto import Unreadable, decrypt, encrypt
from hieuhoc.lib.numbers import format_number
from hieuhoc.lib.personal import NAMELESS
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message

log = logging.getLogger(__name__)

CODE_PREFIX = "HH"  # begins the code that a transfer says of itself
EMAIL = "funds.gift_email"  # purpose of the key
KEY = "funds.thanks."  # begins the key of a message; the number of the gift follows
UNNAMED = (NAMELESS, "Người ủng hộ")  # as the form asks to write of who gives no name
HAS_A_WAY = Q(email__isnull=False, is_address_lost=False) | Q(citizen__user__isnull=False)
HAS_NO_WAY = (Q(email=None) | Q(is_address_lost=True)) & Q(citizen__user=None)
CAME_BACK = """
SELECT gift.id FROM (
  SELECT substr(key, 14)::bigint AS id, failed_at FROM outbox_message
  WHERE failed_at IS NOT NULL AND key ~ '^funds[.]thanks[.][0-9]+$'
  OFFSET 0
) AS told JOIN funds_gift AS gift ON gift.id = told.id AND gift.thanked_at < told.failed_at
"""


class Unreached(TextChoices):
    """Why somebody is thanked on paper, or not at all."""

    NO_ADDRESS = "no_address", gettext_lazy("Không có thư điện tử hay tài khoản")
    LOST = "lost", gettext_lazy("Không mở được địa chỉ đã lưu")
    CAME_BACK = "came_back", gettext_lazy("Thư điện tử bị trả lại")
    NO_CONSENT = "no_consent", gettext_lazy("Chưa đồng ý nhận lời cảm ơn")
    UNNAMED = "unnamed", gettext_lazy("Không biết tên người ủng hộ")


def seal_email(address: str) -> bytes | None:
    return encrypt(address.strip().encode(), purpose=EMAIL) if address.strip() else None


def read_email(gift: Gift) -> str:
    """Raises Unreadable when the key that sealed it is gone."""
    return decrypt(bytes(gift.email), purpose=EMAIL).decode() if gift.email else ""


def thank(gift: Gift) -> Message | None:
    """None: no way is known. Told once, in Vietnamese: the reader is not the one whose page happens to be English. Raises
    Unreadable."""
    user = gift.citizen.user if gift.citizen is not None else None
    address = "" if user is not None else read_email(gift)
    if user is None and not address:
        return None
    words = {"fund": gift.fund.name, "amount": format_number(gift.amount), "code": gift.code}
    with override(settings.LANGUAGE_CODE):
        subject = _("Cảm ơn đã ủng hộ %(fund)s") % words
        body = (
            _(
                "%(fund)s đã nhận khoản ủng hộ trị giá %(amount)s đồng, mã %(code)s. Sổ thu chi công khai của quỹ nói "
                "khoản này được dùng vào việc gì. Trân trọng cảm ơn."
            )
            % words
        )
    channel = Message.Channel.MAIL if user is None else Message.Channel.IN_APP
    return send(channel, recipient=user, address=address, subject=subject, body=body, key=f"{KEY}{gift.pk}")


def thank_all(gifts: Iterable[Gift]) -> None:
    """Those whose donor can be told; that an address cannot be opened is noted of its gift."""
    told, lost = [], []
    for gift in gifts:
        try:
            if thank(gift) is not None:
                told.append(gift.pk)
        except Unreadable:
            log.error("the address of gift %s cannot be opened", gift.pk)
            lost.append(gift.pk)
    Gift.objects.filter(pk__in=told).update(thanked_at=timezone.now())
    Gift.objects.filter(pk__in=lost).update(is_address_lost=True)


def to_tell(fund_id: int) -> QuerySet[Gift]:
    """Received gifts whose donor was not thanked, agrees to it, and can be told by a message."""
    return Gift.objects.received().filter(HAS_A_WAY, fund=fund_id, thanked_at=None, may_be_written_to=True)


def to_write_to(fund_id: int) -> QuerySet[Gift]:
    """Received gifts whose donor agrees to be thanked, is known by name, and has no way but a letter; each with `why`."""
    rows = Gift.objects.received().filter(fund=fund_id, may_be_written_to=True).exclude(donor_name__in=UNNAMED)
    why = Case(
        When(_came_back(), then=Value(Unreached.CAME_BACK)),
        When(is_address_lost=True, then=Value(Unreached.LOST)),
        default=Value(Unreached.NO_ADDRESS),
        output_field=CharField(),
    )
    return rows.filter(_has_no_message()).annotate(why=why)


def unreached(fund_id: int) -> QuerySet[Gift]:
    """Received gifts nobody can be thanked for as things stand; each with `why`."""
    rows = Gift.objects.received().filter(fund=fund_id)
    no_letter = Q(donor_name__in=UNNAMED) & _has_no_message()
    not_asked = Q(thanked_at=None, may_be_written_to=False)
    why = Case(
        When(donor_name__in=UNNAMED, then=Value(Unreached.UNNAMED)),
        default=Value(Unreached.NO_CONSENT),
        output_field=CharField(),
    )
    return rows.filter(not_asked | no_letter).annotate(why=why)


def _has_no_message() -> Q:
    return Q(thanked_at=None) & HAS_NO_WAY | _came_back()


def _came_back() -> Q:
    """The message was given up after it was written, and nothing was sent since."""
    return Q(pk__in=RawSQL(CAME_BACK, []))
