"""What an account's holder is told about it: in the account, and by mail where an address was confirmed."""

from allauth.account.models import EmailAddress
from django.utils.functional import Promise

from hieuhoc.accounts.models import User
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message


def tell(user: User, *, subject: Promise, body: Promise, occasion: str, first_to: str = "") -> None:
    """`occasion` names it once and for all: the same one is told once. `first_to`: the confirmed address to prefer (the
    one that was replaced)."""
    key = f"accounts.{occasion}.{user.pk}"
    send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=key)
    confirmed = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    address = confirmed.filter(email__iexact=first_to).first() or confirmed.first()
    if address is not None:
        send(Message.Channel.MAIL, address=address.email, subject=subject, body=body, key=f"{key}.mail")
