"""Thanks to whoever gave and left a way to be told: in the application, else by mail."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from hieuhoc.funds.models import Gift
from hieuhoc.lib.crypto import decrypt, encrypt
from hieuhoc.lib.numbers import format_number
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message

CODE_PREFIX = "HH"  # begins the code that a transfer says of itself
EMAIL = "funds.gift_email"  # purpose of the key


def seal_email(address: str) -> bytes | None:
    return encrypt(address.strip().encode(), purpose=EMAIL) if address.strip() else None


def read_email(gift: Gift) -> str:
    return decrypt(bytes(gift.email), purpose=EMAIL).decode() if gift.email else ""


def thank(gift: Gift) -> Message | None:
    """None: no way is known. Told once, in Vietnamese: the reader is not the one whose page happens to be English."""
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
    return send(channel, recipient=user, address=address, subject=subject, body=body, key=f"funds.thanks.{gift.pk}")
