"""A consultation in the office: opened, its days, what people said, closed, its report."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.models import User
from hieuhoc.consultations.actions import close_consultation, move_closing_day, open_consultation
from hieuhoc.consultations.documents import report_paper
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.paper_kinds import seat_of
from hieuhoc.consultations.reads import CommentTally, tallies_of
from hieuhoc.criteria.models import Version
from hieuhoc.documents.writing import written_paper
from hieuhoc.web.guards import needs
from hieuhoc.web.office.consultations.forms import ClosingDayForm, ConsultationForm
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.work_filters import Filter, chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, number
from hieuhoc.web.ui.paging import key_page

USUAL_DAYS = 60
UNANSWERED, ANSWERED = "unanswered", "answered"


@needs("consultations.read_comments")
def consultation(request: Request, pk: int) -> HttpResponse:
    consultation = consultation_of(pk)
    filters = [_state_filter(request), _about_filter(request, consultation)]
    rows = _chosen(consultation, *filters).select_related("criterion")
    address = reverse("office:consultation", args=[pk])
    deeds = deeds_of(request.user, consultation)
    tallies = tallies_of(consultation)
    context = {
        "consultation": consultation,
        "version": consultation.version,
        "crumbs": version_crumbs(consultation.version),
        "sentence": sentence_of(consultation, tallies),
        "facts": facts_of(consultation),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "page": key_page(rows, request, order=["-id"]),
        "stances": [stance.label for stance in Comment.Stance],
        "tallies": [
            (tally.position, [tally.stances[stance] for stance in Comment.Stance]) for tally in tallies if tally.count
        ],
    }
    return render(request, "office/consultations/consultation.html", context)


@needs("consultations.open_consultation")
def consultation_new(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    today = timezone.localdate()
    usual = {
        "audience": Consultation.Audience.ANYONE,
        "opens_on": today,
        "closes_on": today + timedelta(days=USUAL_DAYS),
    }
    form = ConsultationForm(request.POST or None, initial=usual)
    lead = _("Từ lúc lấy ý kiến, không chữ nào của bản này sửa được nữa; muốn sửa thì soạn bản tiếp theo.")
    page = FormPage(
        _("Lấy ý kiến"), _("Lấy ý kiến"), lead, reverse("office:criteria", args=[pk]), version_crumbs(version)
    )

    def deed(given: dict[str, Any]) -> str:
        open_consultation(version, **given, actor=request.user)
        invite = (_("Mời cơ quan, tổ chức"), reverse("office:invitation-new", args=[pk]))
        came_of_it(request, _("Bản soạn đang được lấy ý kiến; trang góp ý mở ở mục công khai."), invite)
        return reverse("office:consultation", args=[pk])

    return ask(request, form, page, deed)


@needs("consultations.move_closing_day")
def consultation_days(request: Request, pk: int) -> HttpResponse:
    consultation = consultation_of(pk)

    def known() -> dict[str, object]:
        return {"closes_on": Consultation.objects.get(pk=pk).closes_on}

    form = ClosingDayForm(request.POST or None, initial=known())
    address = reverse("office:consultation", args=[pk])
    page = FormPage(_("Đổi ngày cuối"), _("Đổi ngày cuối"), "", address, version_crumbs(consultation.version))

    def deed(given: dict[str, Any]) -> str:
        move_closing_day(consultation, **given, actor=request.user)
        came_of_it(request, _("Góp ý được nhận đến hết ngày %(day)s.") % {"day": day(given["closes_on"])})
        return address

    return ask(request, form, page, deed, known=known)


@needs("consultations.close_consultation")
def consultation_close(request: Request, pk: int) -> HttpResponse:
    consultation = consultation_of(pk)
    address = reverse("office:consultation", args=[pk])
    lead = _("Không nhận góp ý nữa, lời trả lời không sửa được nữa; bản này ban hành được.")
    page = FormPage(
        _("Kết thúc lấy ý kiến"), _("Kết thúc lấy ý kiến"), lead, address, version_crumbs(consultation.version)
    )

    def deed(_given: dict[str, Any]) -> str:
        close_consultation(consultation, actor=request.user)
        came_of_it(request, _("Đã kết thúc lấy ý kiến."), (_("Xem bộ tiêu chí"), reverse("office:criteria", args=[pk])))
        return address

    return ask(request, confirmation(request), page, deed)


@needs("consultations.read_comments")
def consultation_report(request: Request, pk: int, form: str) -> HttpResponse:
    """The official paper, written when somebody asks for it."""
    paper = report_paper(consultation_of(pk), seat=seat_of(request.user))
    answer = HttpResponse(written_paper(paper, form), content_type=content_type_of(f".{form}"))
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-lay-y-kien.{form}"'
    return answer


def consultation_of(pk: int) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("version", "opened_by"), pk=pk)


def version_crumbs(version: Version) -> list[tuple[str, str]]:
    return [
        (pgettext("menu", "Bộ tiêu chí"), reverse("office:criteria-list")),
        (version.number, reverse("office:criteria", args=[version.pk])),
    ]


def sentence_of(consultation: Consultation, tallies: list[CommentTally]) -> str:
    count = sum(tally.count for tally in tallies)
    left = sum(tally.verdicts[""] for tally in tallies)
    if not count:
        return _("Chưa có góp ý nào.")
    told = {"count": number(count), "left": number(left)}
    return _("%(count)s góp ý, %(left)s chưa trả lời.") % told if left else _("%(count)s góp ý, đã trả lời hết.") % told


def facts_of(consultation: Consultation) -> list[tuple[Any, ...]]:
    page = reverse("public:consultation", args=[consultation.pk])
    return [
        (_("Từ ngày"), day(consultation.opens_on)),
        (_("Đến hết ngày"), day(consultation.closes_on)),
        (_("Ai được góp ý"), consultation.get_audience_display()),
        (_("Trang góp ý"), f"{settings.PUBLIC_URL.rstrip('/')}{page}", page, _("Mở")),
        (_("Người mở"), consultation.opened_by.get_full_name() if consultation.opened_by else _("Hệ thống")),
    ]


def deeds_of(user: User, consultation: Consultation) -> list[NextDeed]:
    is_open = consultation.closed_at is None
    is_over = timezone.localdate() > consultation.closes_on
    deeds = [
        OfferedDeed(
            "consultation-close",
            "consultations.close_consultation",
            _("Kết thúc lấy ý kiến"),
            "check",
            is_open and is_over,
        ),
        OfferedDeed("invitation-list", "consultations.invite_organisation", _("Nơi được mời"), "mail", True),
        OfferedDeed(
            "consultation-days", "consultations.move_closing_day", _("Đổi ngày cuối"), "calendar-event", is_open
        ),
        OfferedDeed("consultation-report", "consultations.read_comments", _("Tải báo cáo (PDF)"), "printer", True),
        OfferedDeed(
            "consultation-report-docx", "consultations.read_comments", _("Tải báo cáo (Word)"), "file-text", True
        ),
        OfferedDeed("criteria-compare", "criteria.read_versions", _("Đọc cạnh bản khác"), "arrows-exchange", True),
    ]
    return _next_answer(user, consultation) + offered(user, consultation, deeds)


def _next_answer(user: User, consultation: Consultation) -> list[NextDeed]:
    """To the comment that waits longest."""
    if consultation.closed_at is not None or not user.has_perm("consultations.answer_comment"):
        return []
    waiting = consultation.comments.exclude(display=Comment.Display.HIDDEN).filter(verdict="").order_by("pk").first()
    if waiting is None:
        return []
    address = reverse("office:comment", args=[waiting.pk])
    return [NextDeed("comment", _("Trả lời góp ý"), "pencil", address)]


def _state_filter(request: Request) -> Filter:
    options = [
        (UNANSWERED, _("Chưa trả lời")),
        (ANSWERED, _("Đã trả lời")),
        (Comment.Display.WAITING.value, Comment.Display.WAITING.label),
        (Comment.Display.HIDDEN.value, Comment.Display.HIDDEN.label),
    ]
    return filter_of(request, "state", _("Tình trạng"), options)


def _about_filter(request: Request, consultation: Consultation) -> Filter:
    positions = consultation.version.criteria.order_by("position").values_list("position", flat=True)
    options = [("0", _("Toàn bộ dự thảo"))]
    options += [(str(position), _("Chỉ số %(number)d") % {"number": position}) for position in positions]
    return filter_of(request, "about", _("Về"), options)


def _chosen(consultation: Consultation, state: Filter, about: Filter) -> QuerySet[Comment]:
    rows = consultation.comments.all()
    if about.chosen:
        rows = (
            rows.filter(criterion__position=int(about.chosen)) if about.chosen != "0" else rows.filter(criterion=None)
        )
    if state.chosen == UNANSWERED:
        return rows.filter(verdict="").exclude(display=Comment.Display.HIDDEN)
    if state.chosen == ANSWERED:
        return rows.exclude(verdict="")
    return rows.filter(display=state.chosen) if state.chosen else rows


def list_address(pk: int, **chosen: str) -> str:
    address = reverse("office:consultation", args=[pk])
    return f"{address}?{urlencode(chosen)}" if chosen else address
