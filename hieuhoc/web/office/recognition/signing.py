"""What decision forms start with: issuer, signatory, legal basis and who decides, as the province's own data."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.places.models import Place
from hieuhoc.recognition.actions import set_signing_default
from hieuhoc.recognition.models import SigningDefault
from hieuhoc.recognition.signing import shipped_default
from hieuhoc.web.choices import places_to_choose, titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.forms import SigningForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

FIELDS = (
    "issuer",
    "signatory_title",
    "signatory",
    "number_suffix",
    "legal_basis",
    "commune_decides",
    "two_people",
    "source",
)


@needs("recognition.set_signing_default")
def signing_list(request: Request) -> HttpResponse:
    page = key_page(SigningDefault.objects.within(request.scope), request, order=["-id"])
    anywhere = _("(tên xã, phường)")
    context = {
        "issuers": {row.pk: row.issuer.replace("{place}", anywhere) for row in [*page.rows, shipped_default()]},
        "page": page,
        "names": titles(row.place_id for row in page.rows),
        "shipped": shipped_default(),
        "has_general": any(row.place_id is None for row in page.rows),
    }
    return render(request, "office/recognition/signing.html", context)


@needs("recognition.set_signing_default")
def signing_new(request: Request) -> HttpResponse:
    return signing_form(request, shipped_default(), _("Đặt mẫu quyết định"), is_new=True)


@needs("recognition.set_signing_default")
def signing_change(request: Request, pk: int) -> HttpResponse:
    default = get_object_or_404(SigningDefault.objects.within(request.scope), pk=pk)
    return signing_form(request, default, _("Sửa mẫu quyết định"), is_new=False)


def signing_form(request: Request, start: SigningDefault, title: str, *, is_new: bool) -> HttpResponse:
    """A new entry starts with what ships; an entry keeps its place."""

    def known() -> Mapping[str, object]:
        if not is_new:
            start.refresh_from_db()
        return {name: getattr(start, name) for name in FIELDS} | {"place": start.place_id}

    is_general = not is_new and start.place_id is None
    form = SigningForm(request.POST or None, initial=dict(known()), places=places_to_choose(request.scope))
    form.fields["place"].disabled = not is_new
    if is_general:
        del form.fields["place"]
    back = reverse("office:signing-list")
    lead = _("Mẫu chỉ điền sẵn; người ra quyết định vẫn sửa được trước khi ban hành.")
    page = FormPage(title, _("Lưu mẫu"), lead, back, [(_("Mẫu quyết định"), back)])

    def deed(given: dict[str, Any]) -> str:
        place = None if is_general else Place.objects.get(pk=given["place"])
        set_signing_default(place, **{name: given[name] for name in FIELDS}, actor=request.user)
        came_of_it(request, _("Đã lưu mẫu; quyết định lập từ nay được điền sẵn theo mẫu này."))
        return back

    return ask(request, form, page, deed, known=None if is_new else known)
