"""The page where a paper gets its number: what every record with papers asks."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.documents.actions import take_number
from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.reads import last_sequence, standing_number
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.places.models import Place
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.papers.forms import PaperNumberForm
from hieuhoc.web.requests import Request


def number_page(
    request: Request,
    paper: OfficialPaper,
    place: Place,
    *,
    subject: tuple[str, int],
    back: str,
    crumbs: list[tuple[str, str]],
) -> HttpResponse:
    """`paper`: as it is without a number; `subject`: the record as the audit names it."""
    kind, today = kind_of(paper.kind), timezone.localdate()
    signs = paper.signatures[-1]
    initial = {
        "issuer": paper.organ,
        "parent_organ": paper.parent_organ,
        "symbol": paper.symbol or kind.abbreviation,
        "signed_on": today,
        "signatory_title": "; ".join(signs.authority),
        "signatory": signs.name,
        "recipients": "\n".join(paper.recipients),
    }
    is_first = last_sequence(place, request.POST.get("issuer", paper.organ), paper.kind, today) == 0
    form = PaperNumberForm(request.POST or None, initial=initial, is_first=is_first)
    words = {"paper": kind.name}
    lead = _("Số kế tiếp trong sổ văn bản của cơ quan ban hành; số đã cấp không mất, không trùng.")
    page = FormPage(_("Cấp số: %(paper)s") % words, _("Cấp số"), lead, back, crumbs)

    def deed(given: dict[str, Any]) -> str:
        first = int(given["first"]) if given.get("first") else None
        wanted = form.wanted(kind=paper.kind, about=paper.about, subject_kind=subject[0], subject_id=subject[1])
        number = take_number(wanted, place, first=first, actor=request.user)
        came_of_it(request, _("Đã cấp số %(number)s; tải văn bản ở trang này.") % {"number": number.text})
        return back

    standing = standing_number(*subject, paper.kind)
    if standing is not None:
        page = FormPage(page.title, page.submit, lead, back, crumbs, warning=_already(standing.text))
    return ask(request, form, page, deed)


def _already(text: str) -> str:
    return _("Văn bản này đã có số %(number)s; muốn số khác thì huỷ số ấy trong sổ văn bản trước.") % {"number": text}
