"""What one wants to be told, and by which way: consents of the person, channels of the account, notices on this very machine."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hieuhoc.news.actions import refuse_messages
from hieuhoc.news.addressing import ACCOUNT, CITIZEN
from hieuhoc.news.models import MessagePurpose, Refused
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.push import drop_device, keep_device, public_key
from hieuhoc.outbox.rules import OUTWARD
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import give_consent, withdraw_consent
from hieuhoc.privacy.audiences import OPENS
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request

MOST_BYTES = 4_000  # of what a browser gives to be notified by


@dataclass(frozen=True)
class Wish:
    """One purpose. `purpose` None: the account is no citizen's, and what it is told needs no consent."""

    code: str
    name: str
    purpose: Purpose | None
    agrees: bool
    channels: list[tuple[str, str, bool]]  # (channel, words, wanted)


@signed_in
def wishes(request: Request) -> HttpResponse:
    citizen = request.citizen or None
    if request.method == "POST":
        _save(request, citizen)
        messages.success(request, _("Đã lưu cách nhận tin."))
        return redirect("wishes")
    held = set(_consents(citizen).values_list("purpose__code", flat=True)) if citizen else set()
    purposes = {purpose.code: purpose for purpose in Purpose.objects.filter(code__in=[*MessagePurpose.values, OPENS])}
    context = {
        "wishes": [_wish(request, citizen, code, purposes, held) for code in MessagePurpose.values],
        "opens": purposes[OPENS] if citizen else None,
        "counts_opens": OPENS in held,
        "push_key": public_key(),
    }
    return render(request, "account/wishes.html", context)


@signed_in
@require_POST
def push_device(request: Request) -> HttpResponse:
    """This browser shows what its account is told, or no longer does; JSON, as the browser's own interface gives it."""
    try:
        said = json.loads(request.body[:MOST_BYTES])
        if said.get("drop"):
            drop_device(request.user.pk, str(said["drop"]))
        else:
            keep_device(request.user.pk, said)
    except (ValueError, KeyError, AttributeError):
        return JsonResponse({"error": _("Trình duyệt này không đăng ký được.")}, status=400)
    return JsonResponse({})


def _wish(request: Request, citizen: Citizen | None, code: str, purposes: dict[str, Purpose], held: set[str]) -> Wish:
    kind, person = _persons(request, citizen)[-1]
    refused = set(Refused.objects.filter(kind=kind, person=person, purpose=code).values_list("channel", flat=True))
    labels = dict(Message.Channel.choices)
    channels = [(channel, str(labels[channel]), channel not in refused) for channel in OUTWARD]
    purpose = purposes[code] if citizen else None
    return Wish(code, str(MessagePurpose(code).label), purpose, code in held, channels)


def _save(request: Request, citizen: Citizen | None) -> None:
    for code in MessagePurpose.values:
        wanted = set(request.POST.getlist(f"by_{code}"))
        for kind, person in _persons(request, citizen):
            refuse_messages(kind, person, code, set(OUTWARD) - wanted, actor=request.user)
    if citizen is not None:
        for code in (*MessagePurpose.values, OPENS):
            _agree(request, citizen, code, is_agreed=f"agrees_{code}" in request.POST)


def _agree(request: Request, citizen: Citizen, code: str, *, is_agreed: bool) -> None:
    held = _consents(citizen).filter(purpose__code=code).first()
    if is_agreed and held is None:
        give_consent(citizen, Purpose.objects.get(code=code), way=Consent.Way.ONLINE, actor=request.user)
    elif held is not None and not is_agreed:
        withdraw_consent(held, actor=request.user)


def _persons(request: Request, citizen: Citizen | None) -> list[tuple[str, int]]:
    account = [(ACCOUNT, request.user.pk)]
    return account if citizen is None else [*account, (CITIZEN, citizen.pk)]


def _consents(citizen: Citizen) -> QuerySet[Consent]:
    return Consent.objects.select_related("citizen", "purpose").filter(citizen=citizen, withdrawn_at=None)
