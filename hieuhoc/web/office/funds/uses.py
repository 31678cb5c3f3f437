"""What a fund is used for: asked, approved by another, paid, proven."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.funds.actions import WantedUse, approve_use, ask_use, pay_use, prove_use, refuse_use, reverse_use
from hieuhoc.funds.actions.uses import refuse_proof_size
from hieuhoc.funds.models import Use
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask, confirmation
from hieuhoc.web.office.funds.forms import OnReasonForm, ProofForm, UseForm, WhyNotForm
from hieuhoc.web.office.funds.funds import address_of, crumbs_of, fund_there
from hieuhoc.web.office.groups.members import living_meant
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_meant import as_typed, how_many_found, is_looking
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Khoản chi của quỹ")


@needs("funds.read_funds")
def use_list(request: Request) -> HttpResponse:
    state = filter_of(request, "state", _("Trạng thái"), list(Use.Status.choices))
    kind, place = filter_of(request, "kind", _("Việc chi"), list(Use.Kind.choices)), place_filter(request)
    rows = Use.objects.within(request.scope).select_related("fund", "citizen")
    if state.chosen:
        rows = rows.filter(status=state.chosen)
    if kind.chosen:
        rows = rows.filter(kind=kind.chosen)
    if (chosen := place_ids(request, place)) is not None:
        rows = rows.filter(fund__place__in=chosen)
    page = key_page(rows, request, order=["-id"])
    filters, address = [state, kind, place], reverse("office:use-list")
    record_reading("funds.read_funds", actor=request.user, subject_kind="list", person_count=_people(page.rows))
    context = {"page": page, "filters": filters, "chips": chips_of(filters, address), "clear_url": address}
    return render(request, "office/funds/uses.html", context)


@needs("funds.read_funds")
def use(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)
    _read(request, use)
    is_mine = use.asked_by_id == request.user.pk
    context = {
        "use": use,
        "fund": use.fund,
        "crumbs": [(str(TITLE), reverse("office:use-list"))],
        "is_mine": is_mine,
        "facts": _facts(use),
        "events": story("use", use.pk),
        "may_decide": request.user.has_perm("funds.approve_use", use) and not is_mine,
        "may_pay": request.user.has_perm("funds.pay_use", use),
    }
    return render(request, "office/funds/use.html", context)


def _facts(use: Use) -> list[tuple[str, str]]:
    asked = use.asked_by.full_name if use.asked_by else "–"
    decided = (
        f"{use.decided_by.full_name if use.decided_by else '–'}, {use.decided_on:%d/%m/%Y}" if use.decided_on else ""
    )
    facts = [
        (_("Vì sao chi"), use.reason),
        (_("Chi bằng"), use.get_form_display()),
        (_("Người đề nghị"), f"{asked}, {use.asked_on:%d/%m/%Y}"),
        (_("Người quyết định"), decided),
        (_("Ý kiến"), use.decision_note),
        (_("Ngày chi"), f"{use.paid_on:%d/%m/%Y}" if use.paid_on else "–"),
        (_("Nêu tên công khai"), _("Đồng ý nêu tên") if use.is_named else _("Không nêu tên")),
    ]
    return [(term, value) for term, value in facts if value]


@needs("funds.ask_use")
def use_new(request: Request, pk: int) -> HttpResponse:
    fund = fund_there(request, pk)
    require(request.user, "funds.ask_use", fund)
    typed = request.POST.get("person", "").strip()
    people, is_search = living_meant(request, typed), is_looking(request, "chosen") and bool(typed)
    given = None if is_search else request.POST or None
    form = UseForm(given, initial=as_typed(request) if is_search else None, people=people)

    def deed(given: dict[str, Any]) -> str | None:
        person = next((person for person in people if person.pk == given["chosen"]), None)
        if typed and person is None:
            form.add_error("person", _("Chọn đúng người trong danh sách."))
            return None
        told = {name: given[name] for name in ("kind", "form", "reason", "recipient", "is_named")}
        use = ask_use(fund, WantedUse(**told, amount=int(given["amount"]), citizen=person), actor=request.user)
        came_of_it(request, _("Đã gửi đề nghị chi; một cán bộ khác duyệt."))
        return use_address(use)

    lead = _("Người đề nghị không tự duyệt; không ai duyệt hoặc chi cho mình và người trong gia đình.")
    submit = _("Tìm người nhận") if typed and not people else _("Gửi đề nghị")
    notice = how_many_found(people) if is_search else ""
    page = FormPage(_("Đề nghị chi"), submit, lead, address_of(fund), crumbs_of(fund), notice=notice)
    return ask(request, form, page, deed)


@needs("funds.approve_use")
def use_approve(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)
    page = _page(use, _("Duyệt khoản chi?"), _("Duyệt"), _("Sau khi duyệt, khoản này được chi từ quỹ."))

    def deed(_given: dict[str, Any]) -> str:
        approve_use(use, actor=request.user)
        came_of_it(request, _("Đã duyệt; chi xong thì ghi ngày chi."))
        return use_address(use)

    return _asked(request, use, "funds.approve_use", confirmation(request), page, deed)


@needs("funds.refuse_use")
def use_refuse(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)

    def deed(given: dict[str, Any]) -> str:
        refuse_use(use, note=given["note"], actor=request.user)
        came_of_it(request, _("Khoản chi không được duyệt; lý do đã ghi lại."))
        return use_address(use)

    page = _page(use, _("Không duyệt khoản chi"), _("Không duyệt"))
    return _asked(request, use, "funds.refuse_use", WhyNotForm(request.POST or None), page, deed)


@needs("funds.pay_use")
def use_pay(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)
    form = OnForm(request.POST or None, label=_("Ngày chi"))

    def deed(given: dict[str, Any]) -> str:
        pay_use(use, on=given["on"], actor=request.user)
        came_of_it(
            request, _("Khoản chi đã vào sổ quỹ."), (_("Gắn chứng từ"), reverse("office:use-prove", args=[use.pk]))
        )
        return use_address(use)

    return _asked(request, use, "funds.pay_use", form, _page(use, _("Ghi đã chi"), _("Ghi đã chi")), deed)


@needs("funds.prove_use")
def use_prove(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)
    require(request.user, "funds.prove_use", use)

    def deed(given: dict[str, Any]) -> str:
        refuse_proof_size(given["file"].size)
        prove_use(use, given["file"].read(), file_name=given["file"].name, actor=request.user)
        came_of_it(request, _("Khoản chi đã có chứng từ."))
        return use_address(use)

    form = ProofForm(request.POST or None, request.FILES or None)
    page = _page(use, _("Gắn chứng từ chi"), _("Gắn chứng từ"))
    return ask(request, form, page, deed, "office/funds/attach.html")


@needs("funds.reverse_use")
def use_reverse(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)
    lead = _("Chứng từ cũ vẫn còn trong sổ; một chứng từ ngược lại được ghi thêm vào ngày này.")

    def deed(given: dict[str, Any]) -> str:
        reverse_use(use, on=given["on"], reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã huỷ khoản chi; tiền trở lại quỹ."))
        return use_address(use)

    form = OnReasonForm(request.POST or None)
    return _asked(request, use, "funds.reverse_use", form, _page(use, _("Huỷ khoản chi"), _("Huỷ"), lead), deed)


@needs("funds.read_funds")
def use_proof(request: Request, pk: int) -> HttpResponse:
    use = use_there(request, pk)
    if use.proof is None:
        raise Http404
    _read(request, use)
    return file_answer(use.proof)


def use_there(request: Request, pk: int) -> Use:
    rows = Use.objects.within(request.scope).select_related("fund", "citizen", "asked_by", "decided_by", "proof")
    return get_object_or_404(rows, pk=pk)


def use_address(use: Use) -> str:
    return reverse("office:use", args=[use.pk])


def _page(use: Use, title: str, submit: str, lead: str = "") -> FormPage:
    crumbs = [(str(TITLE), reverse("office:use-list")), (use.get_kind_display(), use_address(use))]
    return FormPage(title, submit, lead, use_address(use), crumbs)


def _asked(
    request: Request, use: Use, ability: str, form: forms.Form, page: FormPage, deed: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    require(request.user, ability, use)
    return ask(request, form, page, deed)


def _people(uses: Any) -> int:
    return sum(use.citizen_id is not None for use in uses)


def _read(request: Request, use: Use) -> None:
    record_reading(
        "funds.read_funds",
        actor=request.user,
        subject_kind="use",
        subject_id=use.pk,
        place=use.fund.place_id,
        person_count=_people([use]),
    )
