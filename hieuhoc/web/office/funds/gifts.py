"""Gifts to a fund: promised with a payment code, received, with a receipt; withdrawn or taken back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.documents.reads import standing_number
from hieuhoc.documents.writing import FORMS, written_paper
from hieuhoc.funds.actions import (
    NewGift,
    change_consents,
    pledge_gift,
    receive_gift,
    reverse_gift,
    withdraw_gift,
)
from hieuhoc.funds.models import Fund, Gift
from hieuhoc.funds.receipts_on_paper import RECEIPT, SUBJECT, receipt_paper
from hieuhoc.funds.rules.vietqr import bank_of, payment_code
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask, confirmation
from hieuhoc.web.office.funds.forms import ConsentsForm, GiftForm, OnReasonForm
from hieuhoc.web.office.funds.funds import address_of, crumbs_of, fund_there
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.papers.numbering import number_page
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.qr import qr_drawing
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page


@needs("funds.read_funds")
def gift_list(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    state = filter_of(request, "state", _("Trạng thái"), list(Gift.Status.choices))
    rows = Gift.objects.filter(fund=fund)
    if state.chosen:
        rows = rows.filter(status=state.chosen)
    page = key_page(rows, request, order=["-id"])
    people_read(request, fund, len(page.rows))
    context = {
        "fund": fund,
        "page": page,
        "crumbs": crumbs_of(fund),
        "filters": [state],
        "chips": chips_of([state], request.path),
        "may_pledge": request.user.has_perm("funds.pledge_gift", fund),
    }
    return render(request, "office/funds/gifts.html", context)


@needs("funds.read_funds")
def gift(request: Request, pk: int) -> HttpResponse:
    gift = gift_there(request, pk)
    people_read(request, gift.fund, 1)
    number = standing_number(SUBJECT, gift.pk, RECEIPT)
    context = {
        "gift": gift,
        "facts": _facts(gift, number.text if number else ""),
        "fund": gift.fund,
        "crumbs": crumbs_of(gift.fund),
        "payment": payment_drawing(gift),
        "bank": bank_of(gift.fund.bank_bin),
        "number": number,
        "events": story("gift", gift.pk),
        "may_receive": request.user.has_perm("funds.receive_gift", gift),
    }
    return render(request, "office/funds/gift.html", context)


def _facts(gift: Gift, number: str) -> list[tuple[str, str]]:
    received = f"{gift.received_on:%d/%m/%Y}" if gift.received_on else "–"
    facts = [
        (_("Ai ủng hộ"), gift.get_donor_kind_display()),
        (_("Ủng hộ bằng"), gift.get_form_display()),
        (_("Gồm những gì"), gift.about),
        (_("Giá trị tính theo"), gift.worth_by),
        (_("Ngày hứa"), f"{gift.pledged_on:%d/%m/%Y}"),
        (_("Ngày nhận"), received),
        (_("Mã khoản ủng hộ"), gift.code),
        (_("Nêu tên công khai"), _("Đồng ý nêu tên") if gift.is_named else _("Không nêu tên")),
        (_("Nhận lời cảm ơn"), _thanks_fact(gift)),
        (_("Giấy biên nhận"), number),
    ]
    return [(term, value) for term, value in facts if value]


def _thanks_fact(gift: Gift) -> str:
    if gift.thanked_at is not None:
        return _("Đã cảm ơn ngày %(day)s") % {"day": day(gift.thanked_at)}
    return _("Đồng ý nhận") if gift.may_be_written_to else _("Chưa đồng ý nhận")


def payment_drawing(gift: Gift) -> str:
    """The VietQR of a gift of money that is still to come; "" where there is nothing to transfer to."""
    fund = gift.fund
    if not fund.bank_bin or gift.form != Gift.Form.MONEY or gift.status != Gift.Status.PLEDGED:
        return ""
    return qr_drawing(payment_code(fund.bank_bin, fund.bank_account, amount=gift.amount, words=gift.code))


@needs("funds.pledge_gift")
def gift_new(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.pledge_gift", fund)

    def deed(given: dict[str, Any]) -> str:
        plain = given | {name: int(given[name]) if given[name] else None for name in ("amount", "hours")}
        gift = pledge_gift(fund, NewGift(**plain), actor=request.user)
        came_of_it(request, _("Đã ghi khoản ủng hộ; nhận được thì ghi nhận ở trang này."))
        return gift_address(gift)

    lead = _("Ghi lời hứa trước; khi tiền hoặc hiện vật đến thì ghi nhận để vào sổ.")
    page = FormPage(_("Ghi khoản ủng hộ"), _("Ghi"), lead, address_of(fund), crumbs_of(fund))
    return ask(request, GiftForm(request.POST or None), page, deed)


@needs("funds.change_consents")
def gift_consents(request: Request, pk: int) -> HttpResponse:
    gift = gift_there(request, pk)
    lead = _("Ghi theo lời người ủng hộ. Không nhận lời cảm ơn thì địa chỉ thư điện tử đã để lại bị xoá.")
    page = _page(gift, _("Ý của người ủng hộ"), _("Lưu"), lead)

    def known() -> dict[str, object]:
        return dict(Gift.objects.values(*ConsentsForm.base_fields).get(pk=gift.pk))

    def deed(given: dict[str, Any]) -> str:
        change_consents(gift, **given, actor=request.user)
        came_of_it(request, _("Đã ghi ý của người ủng hộ."))
        return gift_address(gift)

    require(request.user, "funds.change_consents", gift)
    return ask(request, ConsentsForm(request.POST or None, initial=known()), page, deed, known=known)


@needs("funds.receive_gift")
def gift_receive(request: Request, pk: int) -> HttpResponse:
    gift = gift_there(request, pk)
    form = OnForm(request.POST or None, label=_("Ngày nhận"))
    page = _page(gift, _("Ghi nhận khoản ủng hộ"), _("Ghi nhận"), _("Khoản này vào sổ của quỹ và không sửa được nữa."))

    def deed(given: dict[str, Any]) -> str:
        receive_gift(gift, on=given["on"], actor=request.user)
        number_url = reverse("office:gift-number", args=[gift.pk])
        came_of_it(request, _("Đã ghi nhận khoản ủng hộ."), (_("Cấp số giấy biên nhận"), number_url))
        return gift_address(gift)

    return _asked(request, gift, "funds.receive_gift", form, page, deed)


@needs("funds.withdraw_gift")
def gift_withdraw(request: Request, pk: int) -> HttpResponse:
    gift = gift_there(request, pk)
    page = _page(gift, _("Người hứa thôi ủng hộ?"), _("Ghi thôi ủng hộ"), _("Khoản này không tính vào đâu nữa."))

    def deed(_given: dict[str, Any]) -> str:
        withdraw_gift(gift, actor=request.user)
        came_of_it(request, _("Đã ghi thôi ủng hộ."))
        return gift_address(gift)

    return _asked(request, gift, "funds.withdraw_gift", confirmation(request), page, deed)


@needs("funds.reverse_gift")
def gift_reverse(request: Request, pk: int) -> HttpResponse:
    gift = gift_there(request, pk)
    lead = _("Chứng từ cũ vẫn còn trong sổ; một chứng từ ngược lại được ghi thêm vào ngày này.")
    page = _page(gift, _("Huỷ ghi nhận khoản ủng hộ"), _("Huỷ ghi nhận"), lead)

    def deed(given: dict[str, Any]) -> str:
        reverse_gift(gift, on=given["on"], reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã huỷ ghi nhận khoản ủng hộ."))
        return gift_address(gift)

    form = OnReasonForm(request.POST or None)
    return _asked(request, gift, "funds.reverse_gift", form, page, deed)


@needs("documents.take_number")
def gift_number(request: Request, pk: int) -> HttpResponse:
    gift = received_there(request, pk)
    require(request.user, "documents.take_number", gift)
    crumbs = [*crumbs_of(gift.fund), (gift.code, gift_address(gift))]
    subject = (SUBJECT, gift.pk)
    place = gift.fund.place
    return number_page(request, receipt_paper(gift), place, subject=subject, back=gift_address(gift), crumbs=crumbs)


@needs("funds.read_funds")
def gift_paper(request: Request, pk: int, form: str) -> HttpResponse:
    gift = received_there(request, pk)
    people_read(request, gift.fund, 1)
    content = written_paper(receipt_paper(gift), form if form in FORMS else FORMS[0])
    headers = {"Content-Disposition": f'attachment; filename="bien-nhan.{form}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type_of(f"bien-nhan.{form}"), headers=headers)


def gift_there(request: Request, pk: int) -> Gift:
    rows = Gift.objects.within(request.scope).select_related("fund__place", "citizen")
    return get_object_or_404(rows, pk=pk)


def received_there(request: Request, pk: int) -> Gift:
    gift = gift_there(request, pk)
    if gift.status != Gift.Status.RECEIVED:
        raise Http404
    return gift


def gift_address(gift: Gift) -> str:
    return reverse("office:gift", args=[gift.pk])


def _page(gift: Gift, title: str, submit: str, lead: str) -> FormPage:
    return FormPage(title, submit, lead, gift_address(gift), [*crumbs_of(gift.fund), (gift.code, gift_address(gift))])


def _asked(
    request: Request,
    gift: Gift,
    ability: str,
    form: forms.Form,
    page: FormPage,
    deed: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    require(request.user, ability, gift)
    return ask(request, form, page, deed)


def people_read(request: Request, fund: Fund, count: int) -> None:
    record_reading(
        "funds.read_funds",
        actor=request.user,
        subject_kind="fund",
        subject_id=fund.pk,
        place=fund.place_id,
        person_count=count,
    )
