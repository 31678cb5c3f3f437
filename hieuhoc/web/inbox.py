"""What one was told in the application: of one's dossier, of an activity, of a campaign. Reading a message marks it read."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hieuhoc.accounts.reads import remember_unread
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.outbox.actions import mark_read
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.reads import inbox_of, unread_of
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@signed_in
def inbox(request: Request) -> HttpResponse:
    page = key_page(inbox_of(request.user.pk), request, order=["-id"])
    return render(request, "account/inbox.html", {"page": page, "has_unread": unread_of(request.user.pk) > 0})


@signed_in
def inbox_message(request: Request, pk: int) -> HttpResponse:
    message = get_object_or_404(inbox_of(request.user.pk), pk=pk)
    if mark_read(request.user.pk, [pk]):
        remember_unread(request.user, unread_of(request.user.pk))
    return render(request, "account/inbox_message.html", {"message": message, "text": text_of(message)})


@signed_in
@require_POST
def inbox_read(request: Request) -> HttpResponse:
    """All of it."""
    mark_read(request.user.pk)
    return redirect("inbox")


def text_of(message: Message) -> str:
    """ "" when the key that sealed it is gone."""
    try:
        return message.body
    except Unreadable:
        return ""
