"""What the links in messages lead to: no more of them, and what they speak of. And where a provider tells what became of a text.
No sign-in: whoever holds the sealed link may do what it says, and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.news.actions import refuse_messages
from hieuhoc.news.addressing import CITIZEN
from hieuhoc.news.models import MessagePurpose, Recipient
from hieuhoc.news.tokens import Stopping, read_opened, read_stop
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.reports import note_report
from hieuhoc.outbox.rules import OUTWARD
from hieuhoc.outbox.sms import reported, reported_key
from hieuhoc.privacy.actions import withdraw_consent
from hieuhoc.privacy.models import Consent
from hieuhoc.web.guards import public


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the sealed link is what is asked for
@public
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs that check mails open every link."""
    try:
        stopping = read_stop(token)
    except (Unreadable, ValueError):
        raise Http404 from None
    if request.method == "POST":
        stop_messages(stopping)
    context = {
        "is_done": request.method == "POST",
        "purpose": MessagePurpose(stopping.purpose).label,
        "channel": Message.Channel(stopping.channel).label,
    }
    answer = render(request, "public/unsubscribe.html", context)
    add_never_cache_headers(answer)
    return answer


def stop_messages(stopping: Stopping) -> None:
    """By no channel: who agreed to be told agrees no longer."""
    if stopping.kind != CITIZEN:
        refuse_messages(stopping.kind, stopping.person, stopping.purpose, OUTWARD, actor=None)
        return
    held = Consent.objects.select_related("citizen", "purpose").filter(citizen=stopping.person, withdrawn_at=None)
    for consent in held.filter(purpose__code=stopping.purpose):
        withdraw_consent(consent, actor=None)


@public
def message_link(request: HttpRequest, token: str) -> HttpResponse:
    """Counts that it was opened, of those who agree to that, and leads on."""
    try:
        pk = read_opened(token)
    except Unreadable:
        raise Http404 from None
    row = get_object_or_404(Recipient.objects.select_related("campaign"), pk=pk)
    if row.measures and row.opened_at is None:
        Recipient.objects.filter(pk=pk, opened_at=None).update(opened_at=timezone.now())
    return redirect(row.campaign.link or "public:home")


@public
def sms_told(request: HttpRequest, token: str) -> HttpResponse:
    try:
        key = reported_key(token)
    except Unreadable:
        raise Http404 from None
    is_there = reported(request.GET)
    if is_there is not None:
        note_report(key, is_there=is_there)
    return HttpResponse("OK", content_type="text/plain")
