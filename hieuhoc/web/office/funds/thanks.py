"""Thanks to those who gave and were not thanked: messages to whom there is a way, letters to print for others, and whom nobody can
thank as things stand."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.documents.papers_in_pdf import pdf_of_many
from hieuhoc.funds.actions import halt_thanks, note_letters, thank_givers
from hieuhoc.funds.models import Fund, Gift
from hieuhoc.funds.reads import OPEN, is_busy, last_run
from hieuhoc.funds.thanking import Unreached, to_tell, to_write_to, unreached
from hieuhoc.funds.thanks_on_paper import thanks_paper
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.funds.funds import crumbs_of, fund_there
from hieuhoc.web.office.funds.gifts import people_read
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.office.work_progress import progress_answer
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import PAGE_SIZE, KeyPage, key_page

WHY = dict(Unreached.choices)


@needs("funds.thank_givers")
def fund_thanks(request: Request, pk: int) -> HttpResponse:
    """How many are to be thanked which way, how far the sending is, and who cannot be thanked."""
    fund = fund_there(request, pk)
    page = key_page(unreached(fund.pk), request, order=["-id"], total=lambda: unreached(fund.pk).count())
    people_read(request, fund, len(page.rows))
    context = _progress_of(fund) | {
        "fund": fund,
        "crumbs": crumbs_of(fund),
        "page": page,
        "rows": _told(page),
        "tell": to_tell(fund.pk).count(),
        "write": to_write_to(fund.pk).count(),
        "may_thank": request.user.has_perm("funds.thank_givers", fund),
    }
    return render(request, "office/funds/thanks.html", context)


@needs("funds.thank_givers")
def fund_thanks_progress(request: Request, pk: int) -> HttpResponse:
    context = _progress_of(fund_there(request, pk))
    return progress_answer(request, "office/funds/thanks_progress.html", context, is_over=not context["is_busy"])


@needs("funds.thank_givers")
def fund_thank(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.thank_givers", fund)
    words = {"count": number(to_tell(fund.pk).count())}
    lead = (
        _("Người ủng hộ của %(count)s khoản nhận lời cảm ơn trong ứng dụng hoặc qua thư điện tử, mỗi khoản một lần.")
        % words
    )

    def deed(_given: dict[str, Any]) -> str:
        thank_givers(fund, actor=request.user)
        came_of_it(request, _("Đang gửi lời cảm ơn; có thể rời trang này."))
        return _address(fund)

    return ask(request, confirmation(request), _page(fund, _("Gửi lời cảm ơn"), _("Gửi"), lead), deed)


@needs("funds.halt_thanks")
def fund_thanks_halt(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.halt_thanks", fund)
    lead = _("Lời đã gửi thì không lấy lại; các khoản còn lại đợi đến khi gửi tiếp.")

    def deed(_given: dict[str, Any]) -> str:
        is_halted = halt_thanks(fund, actor=request.user) is not None
        came_of_it(request, _("Đã dừng gửi lời cảm ơn.") if is_halted else _("Không có lời cảm ơn nào đang gửi."))
        return _address(fund)

    return ask(request, confirmation(request), _page(fund, _("Dừng gửi lời cảm ơn?"), _("Dừng gửi"), lead), deed)


@needs("funds.note_letters")
def fund_letters(request: Request, pk: int) -> HttpResponse:
    """A page of letters that wait: taken as one PDF, noted together once they went."""
    fund = fund_there(request, pk)
    if request.method == "POST":
        count = note_letters(fund, ticked(request, "gift", PAGE_SIZE), actor=request.user)
        came_of_it(request, _("Đã ghi gửi %(count)s thư cảm ơn.") % {"count": number(count)})
        return HttpResponseRedirect(_address(fund))
    page = _letters(request, fund)
    people_read(request, fund, len(page.rows))
    context = {
        "fund": fund,
        "crumbs": [*crumbs_of(fund), (_("Lời cảm ơn"), _address(fund))],
        "page": page,
        "rows": _told(page),
        "tokens": [public_id("gift", gift.pk) for gift in page.rows],
        "shown": request.GET.urlencode(),
        "may_note": request.user.has_perm("funds.note_letters", fund),
    }
    return render(request, "office/funds/letters.html", context)


@needs("funds.note_letters")
def fund_letters_paper(request: Request, pk: int) -> HttpResponse:
    """The letters of that page, one PDF."""
    fund = fund_there(request, pk)
    gifts = _letters(request, fund).rows
    if not gifts:
        return HttpResponseRedirect(reverse("office:fund-letters", args=[fund.pk]))
    people_read(request, fund, len(gifts))
    headers = {"Content-Disposition": 'attachment; filename="thu-cam-on.pdf"', "Cache-Control": "no-store"}
    content = pdf_of_many([thanks_paper(gift) for gift in gifts])
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _letters(request: Request, fund: Fund) -> KeyPage[Gift]:
    rows = to_write_to(fund.pk)
    return key_page(rows.select_related("fund"), request, order=["id"], total=rows.count)


def _told(page: KeyPage[Gift]) -> list[tuple[Gift, str]]:
    return [(gift, str(WHY[gift.why])) for gift in page.rows]  # type: ignore[attr-defined]


def _progress_of(fund: Fund) -> dict[str, Any]:
    run = last_run(fund)
    return {
        "fund": fund,
        "run": run,
        "is_busy": run is not None and is_busy(run),
        "is_interrupted": run is not None and run.status in OPEN and not is_busy(run),
    }


def _address(fund: Fund) -> str:
    return reverse("office:fund-thanks", args=[fund.pk])


def _page(fund: Fund, title: str, submit: str, lead: str) -> FormPage:
    crumbs = [*crumbs_of(fund), (_("Lời cảm ơn"), _address(fund))]
    return FormPage(title, submit, lead, _address(fund), crumbs)
