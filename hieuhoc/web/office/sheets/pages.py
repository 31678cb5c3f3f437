"""The sheets: what each is for, its blank template, what exists already, and sending a filled one in."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import scope_of
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.sheets.actions import receive_file
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.sheet import Sheet
from hieuhoc.sheets.tasks import check
from hieuhoc.sheets.workbooks import write_template
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import XLSX, exported
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.homes import place_asked, places_for
from hieuhoc.web.office.sheets.exports import file_name_of
from hieuhoc.web.office.sheets.forms import PlaceForm, UploadForm
from hieuhoc.web.office.sheets.reached import batches_seen
from hieuhoc.web.requests import Request

LATEST = 10


@needs("sheets.read_batches", "sheets.import_skills")
def sheet_list(request: Request) -> HttpResponse:
    usable = [sheet for sheet in all_sheets() if request.user.has_perm(sheet.ability)]
    latest = list(batches_seen(request)[:LATEST])
    context = {
        "sheets": usable,
        "batches": latest,
        "sheet_titles": {sheet.code: sheet.title for sheet in all_sheets()},
        "names": titles(batch.place_id for batch in latest),
    }
    return render(request, "office/sheets/list.html", context)


@needs("sheets.read_batches", "sheets.import_skills")
def sheet(request: Request, code: str) -> HttpResponse:
    """Take the template, fill it in, send it in."""
    sheet = usable_sheet(request, code)
    places = places_for(scope_of(request.user, sheet.ability))
    form = UploadForm(request.POST or None, request.FILES or None, sheet=sheet, places=places)
    back = reverse("office:sheet-list")
    page = FormPage(str(sheet.title), _("Gửi tệp để kiểm tra"), str(sheet.help), back, [(_("Bảng tính"), back)])

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given["place"])
        with transaction.atomic():
            batch = receive_file(
                sheet.code,
                given["file"],
                file_name=given["file"].name,
                place=place,
                settings=form.settings(),
                legal_basis=given["legal_basis"],
                actor=request.user,
            )
            check.defer(batch_id=batch.pk, user_id=request.user.pk)
        return reverse("office:batch", args=[batch.pk])

    place_form = PlaceForm(places=places, years=sheet.years(), auto_id="take_%s")  # both forms ask for a place
    return ask(request, form, page, deed, "office/sheets/sheet.html", sheet=sheet, place_form=place_form)


@needs("sheets.read_batches", "sheets.import_skills")
def sheet_template(request: Request, code: str) -> FileResponse:
    sheet = usable_sheet(request, code)
    target = BytesIO()
    write_template(sheet.code, chosen_place(request, sheet), target, actor=request.user)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"mau-{file_name_of(sheet)}.xlsx", content_type=XLSX)


@needs("sheets.read_batches", "sheets.import_skills")
def sheet_export(request: Request, code: str) -> HttpResponseBase:
    """What exists at the place, in the sheet's own columns."""
    sheet = usable_sheet(request, code)
    year, place = chosen_year(request, sheet), chosen_place(request, sheet)
    return exported(request, "sheets.sheet", {"sheet": sheet.code, "place": place.pk, "year": year})


def usable_sheet(request: Request, code: str) -> Sheet:
    sheet = next((listed for listed in all_sheets() if listed.code == code), None)
    if sheet is None:
        raise Http404
    if not request.user.has_perm(sheet.ability):
        raise PermissionDenied(sheet.ability)
    return sheet


def chosen_year(request: Request, sheet: Sheet) -> int | None:
    """None for a sheet that knows no years; unasked the newest of those it knows."""
    years = {str(year): year for year in sheet.years()}
    if not years:
        return None
    asked = request.GET.get("year") or next(iter(years))
    if asked not in years:
        raise Http404
    return years[asked]


def chosen_place(request: Request, sheet: Sheet) -> Place:
    scope = scope_of(request.user, sheet.ability)
    return get_object_or_404(Place.objects.filter(among("pk", scope)), pk=place_asked(request, "place"))
