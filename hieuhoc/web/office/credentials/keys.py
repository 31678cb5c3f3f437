"""Keys that sign credentials: the one in use, those before it, and what a compromised one means."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.credentials.actions import add_signing_key, end_signing_key, report_signing_key
from hieuhoc.credentials.keys import issuer
from hieuhoc.credentials.models import SigningKey
from hieuhoc.credentials.reads import signed_by_key
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


class GivenReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@needs("credentials.read_signing_keys")
def key_list(request: Request) -> HttpResponse:
    page = key_page(SigningKey.objects.all(), request, order=["-id"])
    signed = signed_by_key()
    facts = [
        (_("Nơi cấp"), format_html('<span lang="vi">{}</span>', issuer().name)),
        (_("Định danh"), issuer().did),
        (_("Công bố tại"), f"{issuer().origin}/.well-known/did.json"),
    ]
    context = {
        "page": page,
        "signed": {key.pk: signed.get(key.pk, 0) for key in page.rows},
        "facts": facts,
        "is_signing": any(key.until is None for key in page.rows) or not page.rows,
    }
    return render(request, "office/credentials/keys.html", context)


@needs("credentials.add_signing_key")
def key_new(request: Request) -> HttpResponse:
    lead = _("Từ lúc này giấy chứng nhận được ký bằng khoá mới. Giấy đã ký bằng khoá trước vẫn kiểm tra được.")
    page = FormPage(_("Đặt khoá ký mới"), _("Đặt khoá mới"), lead, _back(), _crumbs())

    def deed(_given: dict[str, Any]) -> str:
        key = add_signing_key(actor=request.user)
        came_of_it(request, _("Từ nay ký bằng %(key)s.") % {"key": key.name})
        return _back()

    return ask(request, confirmation(request), page, deed)


@needs("credentials.end_signing_key")
def key_end(request: Request, pk: int) -> HttpResponse:
    key = get_object_or_404(SigningKey.objects.filter(until__isnull=True), pk=pk)
    lead = _("Giấy in sau lúc này không có chữ ký trong mã QR cho đến khi đặt khoá mới; giấy đã ký vẫn kiểm tra được.")
    page = FormPage(_("Thôi dùng %(key)s") % {"key": key.name}, _("Thôi dùng khoá"), lead, _back(), _crumbs())

    def deed(_given: dict[str, Any]) -> str:
        end_signing_key(key, actor=request.user)
        came_of_it(request, _("%(key)s không ký nữa; phần bí mật của khoá đã huỷ.") % {"key": key.name})
        return _back()

    return ask(request, confirmation(request), page, deed)


@needs("credentials.report_signing_key")
def key_report(request: Request, pk: int) -> HttpResponse:
    key = get_object_or_404(SigningKey.objects.filter(compromised_at__isnull=True), pk=pk)
    lead = _("Chữ ký bằng khoá này không còn được tin, kể cả của giấy đã cấp; các giấy ấy chỉ còn kiểm tra qua mạng.")
    page = FormPage(_("Báo %(key)s bị lộ") % {"key": key.name}, _("Báo khoá bị lộ"), lead, _back(), _crumbs())

    def deed(given: dict[str, Any]) -> str:
        report_signing_key(key, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Chữ ký bằng %(key)s không còn được tin.") % {"key": key.name})
        return _back()

    return ask(request, GivenReasonForm(request.POST or None), page, deed)


def _back() -> str:
    return reverse("office:key-list")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Khoá ký chứng nhận"), _back())]
