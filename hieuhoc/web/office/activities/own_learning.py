"""What people say they learned elsewhere and ask the office to confirm: what waits, the paper of it, yes or no longer."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.learning.actions import confirm_own_learning
from hieuhoc.learning.models import OwnLearning
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.score_forms import EditionForm
from hieuhoc.web.ui.paging import key_page


@needs("learning.confirm_own_learning")
def own_list(request: Request) -> HttpResponse:
    """The oldest first."""
    waiting = OwnLearning.objects.within(request.scope).waiting().select_related("citizen")
    page = key_page(waiting, request, order=["added_at", "id"])
    people_found(request, [row.citizen for row in page.rows])
    rows = [
        (
            reverse("office:own-learning", args=[row.pk]),
            row.citizen.name,
            row.title,
            row.get_kind_display(),
            _("Có") if row.document_id else _("Không"),
        )
        for row in page.rows
    ]
    return render(request, "office/activities/own_learning_list.html", {"page": page, "rows": rows})


@needs("learning.confirm_own_learning")
def own(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    person_read(request, row.citizen)
    back = reverse("office:citizen-learning", args=[row.citizen_id])
    is_confirmed = row.confirmed_at is not None
    page = FormPage(
        row.title,
        _("Bỏ xác nhận") if is_confirmed else _("Xác nhận"),
        _("Xác nhận khi đã xem giấy tờ, hoặc biết chắc việc này."),
        back,
        [(row.citizen.name, back)],
    )

    def deed(given: dict[str, Any]) -> str:
        confirm_own_learning(row, is_confirmed=not is_confirmed, edition=given["edition"], actor=request.user)
        came_of_it(
            request,
            _("Đã bỏ xác nhận; hồ sơ ghi là tự khai.") if is_confirmed else _("Đã xác nhận; hồ sơ ghi rõ điều này."),
        )
        return back

    form = EditionForm(request.POST or None, initial={"edition": row.edition})
    return ask(request, form, page, deed, "office/activities/own_learning.html", row=row)


@needs("learning.confirm_own_learning")
def own_file(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if row.document is None:
        raise Http404
    person_read(request, row.citizen)
    return file_answer(row.document)


def _row(request: Request, pk: int) -> OwnLearning:
    rows = OwnLearning.objects.within(request.scope).asked().select_related("citizen", "document", "confirmed_by")
    return get_object_or_404(rows, pk=pk)
