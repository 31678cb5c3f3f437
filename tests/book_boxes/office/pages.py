"""The book boxes of the scope, and giving one away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask
from hieuhoc.web.office.people_read import people_found
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page
from tests.book_boxes.actions import give_away_box
from tests.book_boxes.models import BookBox


@needs("book_boxes.read_boxes")
def box_list(request: Request) -> HttpResponse:
    boxes = BookBox.objects.within(request.scope).select_related("keeper")
    page = key_page(boxes, request, order=["code", "id"])
    people_found(request, [box.keeper for box in page.rows])
    context = {"page": page, "names": titles(box.place_id for box in page.rows)}
    return render(request, "office/book_boxes/list.html", context)


@needs("book_boxes.give_away_box")
def box_give_away(request: Request, pk: int) -> HttpResponse:
    box = get_object_or_404(BookBox.objects.within(request.scope), pk=pk)
    back = reverse("office:book-box-list")
    page = FormPage(f"Cho tủ sách {box.code} đi", "Cho đi", "Từ ngày này tủ sách không còn tính ở đây.", back)

    def deed(given: dict[str, Any]) -> str:
        give_away_box(box, until=given["on"], actor=request.user)
        return back

    return ask(request, OnForm(request.POST or None, label="Từ ngày"), page, deed)
