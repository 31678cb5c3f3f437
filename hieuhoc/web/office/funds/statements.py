"""Statements of the bank: read, matched, and what is doubtful answered line by line."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.funds.actions import NewGift, import_statement, pass_over_line, settle_line, take_line
from hieuhoc.funds.models import Gift, Statement, StatementLine
from hieuhoc.funds.reads import gifts_like, words_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.funds.forms import LineForm, StatementForm
from hieuhoc.web.office.funds.funds import address_of, crumbs_of, fund_there
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

OFFERED = 20


@needs("funds.import_statement")
def statement_new(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.import_statement", fund)

    def deed(given: dict[str, Any]) -> str:
        file = given["file"]
        outcome = import_statement(fund, file.read(), file_name=file.name, actor=request.user)
        if outcome.statement is None:
            came_of_it(request, _("Sao kê này không có dòng nào mới; không có gì thay đổi."))
            return address_of(fund)
        words = {
            "matched": number(outcome.matched),
            "doubtful": number(outcome.doubtful),
            "known": number(outcome.known),
        }
        came_of_it(
            request, _("Đã khớp %(matched)s dòng, cần hỏi %(doubtful)s dòng, %(known)s dòng đã có từ trước.") % words
        )
        return reverse("office:statement", args=[outcome.statement.pk])

    lead = _(
        "Dòng có đúng mã và đúng số tiền được ghi nhận ngay; dòng còn ngờ thì trả lời ở trang sau. Nhập lại không trùng."
    )
    page = FormPage(_("Nhập sao kê ngân hàng"), _("Đọc và khớp"), lead, address_of(fund), crumbs_of(fund))
    form = StatementForm(request.POST or None, request.FILES or None)
    return ask(request, form, page, deed, "office/funds/attach.html")


@needs("funds.read_funds")
def statement_list(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    page = key_page(Statement.objects.filter(fund=fund), request, order=["-id"])
    context = {"fund": fund, "page": page, "crumbs": crumbs_of(fund)}
    return render(request, "office/funds/statements.html", context)


@needs("funds.read_funds")
def statement(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(Statement.objects.within(request.scope).select_related("fund"), pk=pk)
    state = filter_of(request, "state", _("Trạng thái"), list(StatementLine.Status.choices))
    lines = StatementLine.objects.filter(statement=row).select_related("gift")
    if state.chosen:
        lines = lines.filter(status=state.chosen)
    page = key_page(lines, request, order=["id"])
    _read(request, row, page.rows)
    context = {
        "row": row,
        "page": page,
        "words": words_of(page.rows),
        "crumbs": [*crumbs_of(row.fund), (_("Sao kê"), reverse("office:statement-list", args=[row.fund_id]))],
        "filters": [state],
        "chips": chips_of([state], request.path),
        "may_settle": request.user.has_perm("funds.settle_line", row),
    }
    return render(request, "office/funds/statement.html", context)


@needs("funds.settle_line")
def line_answer(request: Request, pk: int) -> HttpResponse:
    rows = StatementLine.objects.within(request.scope).select_related("fund", "statement")
    line = get_object_or_404(rows, pk=pk)
    require(request.user, "funds.settle_line", line)
    _read(request, line.statement, [line])
    back, gifts = reverse("office:statement", args=[line.statement_id]), gifts_like(line, OFFERED)

    def deed(given: dict[str, Any]) -> str:
        _answer(request, line, given, gifts)
        came_of_it(request, _("Đã ghi câu trả lời cho dòng sao kê."))
        return f"{back}?state={StatementLine.Status.DOUBTFUL}"

    said = {"amount": number(line.amount), "on": f"{line.booked_on:%d/%m/%Y}", "words": words_of([line])[line.pk]}
    lead = _("Ngày %(on)s nhận %(amount)s đồng: “%(words)s”.") % said
    page = FormPage(_("Dòng sao kê này là khoản nào?"), _("Ghi câu trả lời"), lead, back, crumbs_of(line.fund))
    return ask(request, LineForm(request.POST or None, gifts=gifts), page, deed)


def _answer(request: Request, line: StatementLine, given: dict[str, Any], gifts: list[Gift]) -> None:
    meaning = given["meaning"]
    if meaning == LineForm.NEW:
        told = {name: given[name] for name in ("donor_kind", "donor_name", "is_named")}
        take_line(line, NewGift(form=Gift.Form.MONEY, pledged_on=line.booked_on, **told), actor=request.user)
    elif meaning == LineForm.NONE:
        pass_over_line(line, reason=given["reason"], actor=request.user)
    else:
        gift = next((gift for gift in gifts if str(gift.pk) == meaning), None)
        if gift is None:
            raise Refusal(_("Khoản này không còn chờ nhận."), code="wrong_step")
        settle_line(line, gift, actor=request.user)


def _read(request: Request, row: Statement, lines: Sequence[StatementLine]) -> None:
    """Whose names the transfers give; of old lines nothing is left to read."""
    record_reading(
        "funds.read_funds",
        actor=request.user,
        subject_kind="fund",
        subject_id=row.fund_id,
        place=row.fund.place_id,
        person_count=sum(line.words is not None for line in lines),
    )
