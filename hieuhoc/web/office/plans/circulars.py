"""Guidance: which there is, and one of it with what was asked and answered."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.plans.models import Circular
from hieuhoc.plans.reads import circular_standing, unread_circulars
from hieuhoc.web.choices import full_titles
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.markdown import drawn
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, moment, number
from hieuhoc.web.ui.paging import key_page

UNREAD, OWN = "unread", "own"


@needs("plans.read_circulars")
def circular_list(request: Request) -> HttpResponse:
    status = filter_of(request, "status", _("Trạng thái"), Circular.Status.choices)
    mine = [(UNREAD, _("Chờ tôi đọc")), (OWN, _("Của cơ quan tôi"))]
    whose = filter_of(request, "whose", _("Của ai"), mine)
    rows, today = Circular.objects.readable(request.scope), timezone.localdate()
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    rows = rows.filter(place__in=request.scope.places) if whose.chosen == OWN else rows
    waiting = unread_circulars(request.user, today)
    rows = rows.filter(pk__in=waiting.values("pk")) if whose.chosen == UNREAD else rows
    page = key_page(rows, request, order=["-id"])
    filters, address = [whose, status], reverse("office:circular-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": full_titles(row.place_id for row in page.rows),
        "unread": set(waiting.filter(pk__in=[row.pk for row in page.rows]).values_list("pk", flat=True)),
        "may_draft": request.user.has_perm("plans.draft_circular"),
    }
    return render(request, "office/plans/circulars.html", context)


@needs("plans.read_circulars")
def circular(request: Request, pk: int) -> HttpResponse:
    circular = readable_circular(request, pk)
    page = key_page(circular.questions.all(), request, order=["-id"])
    names = full_titles([circular.place_id, circular.audience_id, *(row.place_id for row in page.rows)])
    deeds = deeds_of(request.user, circular)
    is_own = request.user.has_perm("plans.issue_circular", circular)
    context = {
        "circular": circular,
        "crumbs": crumbs(),
        "sentence": sentence_of(request.user, circular, is_own=is_own),
        "facts": facts_of(circular, names),
        "text": drawn(circular.text, {}),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "waits_for_me": is_unread(request.user, circular),
        "may_answer": request.user.has_perm("plans.answer_question", circular),
        "page": page,
        "names": names,
        "events": story("circular", circular.pk),
        "page_place": names.get(circular.place_id, ""),
    }
    return render(request, "office/plans/circular.html", context)


@needs("plans.read_circulars")
def circular_file(request: Request, pk: int) -> HttpResponse:
    circular = readable_circular(request, pk)
    if circular.document is None:
        raise Http404
    return file_answer(circular.document)


def readable_circular(request: Request, pk: int) -> Circular:
    rows = Circular.objects.readable(request.scope).select_related("document", "replaces")
    return get_object_or_404(rows, pk=pk)


def own_circular(request: Request, pk: int) -> Circular:
    """Of the places of the scope."""
    return get_object_or_404(Circular.objects.within(request.scope).select_related("document"), pk=pk)


def crumbs(circular: Circular | None = None) -> list[tuple[str, str]]:
    first = (pgettext("menu", "Văn bản hướng dẫn"), reverse("office:circular-list"))
    return [first] if circular is None else [first, (str(circular)[:60], circular_address(circular))]


def circular_address(circular: Circular) -> str:
    return reverse("office:circular", args=[circular.pk])


def is_unread(user: User, circular: Circular) -> bool:
    return unread_circulars(user, timezone.localdate()).filter(pk=circular.pk).exists()


def sentence_of(user: User, circular: Circular, *, is_own: bool) -> str:
    if circular.is_draft:
        return _("Đang soạn; chưa ai ngoài cơ quan thấy.")
    if not is_own:
        receipt = circular.readings.filter(user=user).first()
        return _("Tài khoản này đã xác nhận đã đọc lúc %(at)s.") % {"at": moment(receipt.read_at)} if receipt else ""
    standing = circular_standing(circular, timezone.localdate())
    told = {name: number(count) for name, count in vars(standing).items()}
    return (
        _("%(read_places)s/%(places)s nơi đã có người đọc; %(read)s/%(accounts)s tài khoản đã xác nhận đã đọc.") % told
    )


def facts_of(circular: Circular, names: dict[int, str]) -> list[tuple[Any, ...]]:
    roles = ", ".join(str(Role(role).label) for role in circular.roles)
    facts: list[tuple[Any, ...]] = [
        (_("Của địa bàn"), names.get(circular.place_id, "–")),
        (_("Gửi cho"), f"{names.get(circular.audience_id, '–')}: {roles}"),
    ]
    if circular.number:
        facts.insert(1, (_("Số, ngày ký"), f"{circular.number}, {day(circular.signed_on)}"))
    if circular.replaces is not None:
        facts.append((_("Thay thế"), str(circular.replaces), circular_address(circular.replaces), _("Mở")))
    newer = circular.replaced_by.exclude(status=Circular.Status.DRAFT).first()
    if newer is not None:
        facts.append((_("Được thay thế bằng"), str(newer), circular_address(newer), _("Mở")))
    return facts


def deeds_of(user: User, circular: Circular) -> list[NextDeed]:
    is_published = not circular.is_draft
    own = [
        OfferedDeed("circular-issue", "plans.issue_circular", _("Ban hành"), "signature", circular.is_draft),
        OfferedDeed("circular-change", "plans.change_circular", _("Sửa văn bản"), "pencil", circular.is_draft),
        OfferedDeed("circular-receipts", "plans.issue_circular", _("Ai đã đọc, ai chưa"), "eye", is_published),
    ]
    asked = [OfferedDeed("circular-ask", "plans.ask_circular", _("Hỏi về văn bản"), "help-circle", is_published)]
    return offered(user, circular, own, place=circular) + offered(user, circular, asked)
