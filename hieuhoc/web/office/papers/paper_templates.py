"""Templates of papers: which one each kind is written with, the province's versions, what they may ask for, previews."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.documents.actions import UnknownFields, end_template, upload_template, use_template
from hieuhoc.documents.documents import CannotDraw
from hieuhoc.documents.kinds import PaperKind, all_kinds, kind_of
from hieuhoc.documents.models import PaperTemplate
from hieuhoc.documents.paper_fields import meanings_of
from hieuhoc.documents.sample_on_paper import sample_paper
from hieuhoc.documents.template_checks import MAX_BYTES, sentences_of
from hieuhoc.documents.writing import filled_template, shipped_template, template_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import DOCX
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.papers.forms import TemplateForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("documents.upload_template")
def template_list(request: Request) -> HttpResponse:
    in_use = {row.kind: row for row in PaperTemplate.objects.in_use()}
    rows = [(kind, in_use.get(kind.code)) for kind in all_kinds()]
    crumbs = [(_("Sổ văn bản"), reverse("office:paper-number-list"))]
    return render(request, "office/papers/templates.html", {"rows": rows, "crumbs": crumbs})


@needs("documents.upload_template")
def template_kind(request: Request, code: str) -> HttpResponse:
    kind = _kind(code)
    rows = PaperTemplate.objects.filter(kind=code).select_related("uploaded_by", "document")
    page = key_page(rows, request, order=["-id"])
    context = {
        "kind": kind,
        "page": page,
        "in_use": PaperTemplate.objects.in_use().filter(kind=code).first(),
        "faults": {row.pk: sentences_of(row.faults) for row in page.rows},
        "fields": fields_shown(kind),
        "crumbs": _crumbs(),
    }
    return render(request, "office/papers/template.html", context)


@needs("documents.upload_template")
def template_upload(request: Request, code: str) -> HttpResponse:
    kind = _kind(code)
    back = reverse("office:template-kind", args=[code])
    page = FormPage(
        _("Gửi mẫu: %(paper)s") % {"paper": kind.name},
        _("Kiểm tra và lưu mẫu"),
        _("Tải mẫu đang dùng về, sửa trong Word rồi gửi. Mẫu mới chỉ được dùng khi bấm “Dùng mẫu này”."),
        back,
        [*_crumbs(), (str(kind.name), back)],
    )
    form = TemplateForm(request.POST or None, request.FILES or None)

    def deed(given: dict[str, Any]) -> str | None:
        content, name = given["file"].read(MAX_BYTES + 1), given["file"].name
        try:
            template = upload_template(code, content, file_name=name, actor=request.user)
        except UnknownFields as unknown:
            for sentence in unknown.sentences:
                form.add_error("file", sentence)
            return None
        said = _("Đã lưu bản %(number)s; xem thử rồi bấm “Dùng mẫu này”.") % {"number": template.number}
        came_of_it(request, said)
        return back

    return ask(request, form, page, deed, "office/papers/upload.html", fields=fields_shown(kind))


@needs("documents.upload_template")
def template_shipped(_request: Request, code: str) -> HttpResponse:
    return _docx(shipped_template(_kind(code)), f"mau-goc-{code}")


@needs("documents.upload_template")
def template_preview(request: Request, code: str) -> HttpResponse:
    """The newest real paper of the kind, as it is written now."""
    return _preview(request, _kind(code), template_of(code))


@needs("documents.upload_template")
def template_file(_request: Request, pk: int) -> HttpResponse:
    return file_answer(get_object_or_404(PaperTemplate.objects.select_related("document"), pk=pk).document)


@needs("documents.upload_template")
def template_version_preview(request: Request, pk: int) -> HttpResponse:
    template = get_object_or_404(PaperTemplate.objects.select_related("document"), pk=pk)
    return _preview(request, _kind(template.kind), file_answer(template.document).content)


@needs("documents.use_template")
def template_use(request: Request, pk: int) -> HttpResponse:
    template = get_object_or_404(PaperTemplate, pk=pk)
    lead = _("Từ lúc này văn bản Word loại này viết theo bản %(number)s ở mọi xã, đơn vị; tệp PDF giữ bố cục đi kèm.")
    page = _page(template, _("Dùng bản %(number)s") % {"number": template.number}, _("Dùng mẫu này"), lead)

    def deed(_given: dict[str, Any]) -> str:
        use_template(template, actor=request.user)
        came_of_it(request, _("Văn bản Word loại này nay viết theo bản %(number)s.") % {"number": template.number})
        return page.back

    return ask(request, confirmation(request), page, deed)


@needs("documents.end_template")
def template_end(request: Request, pk: int) -> HttpResponse:
    template = get_object_or_404(PaperTemplate, pk=pk)
    lead = _("Văn bản Word loại này lại viết theo mẫu đi kèm phần mềm; bản %(number)s vẫn được giữ để dùng lại.")
    page = _page(template, _("Thôi dùng bản %(number)s") % {"number": template.number}, _("Về mẫu đi kèm"), lead)

    def deed(_given: dict[str, Any]) -> str:
        end_template(template, actor=request.user)
        came_of_it(request, _("Văn bản Word loại này nay viết theo mẫu đi kèm phần mềm."))
        return page.back

    return ask(request, confirmation(request), page, deed)


def _preview(request: Request, kind: PaperKind, template: bytes) -> HttpResponse:
    """Of the newest real paper that whoever asks may read, else of a sample."""
    paper = kind.newest(request.user) or sample_paper(kind)
    try:
        content = filled_template(paper, template)
    except CannotDraw:
        raise Refusal(
            _("Mẫu này không viết được văn bản thật mới nhất."),
            remedy=_("Xem lại các thẻ lặp trong mẫu rồi gửi bản mới."),
            code="template_not_filled",
        ) from None
    if kind.names_people and paper.annex is not None:
        count = len(paper.annex.table.rows)
        record_reading("documents.upload_template", actor=request.user, subject_kind="list", person_count=count)
    return _docx(content, f"xem-thu-{kind.code}")


def fields_shown(kind: PaperKind) -> list[tuple[str, str]]:
    """Each field and what it says; heads of columns stand on the paper in Vietnamese."""
    return [
        (name, format_html('<span lang="vi">{}</span>', meaning) if is_column else meaning)
        for name, meaning, is_column in meanings_of(kind)
    ]


def _docx(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _kind(code: str) -> PaperKind:
    try:
        return kind_of(code)
    except Refusal:
        raise Http404 from None


def _page(template: PaperTemplate, title: str, submit: str, lead: str) -> FormPage:
    kind = _kind(template.kind)
    back = reverse("office:template-kind", args=[kind.code])
    number = {"number": template.number}
    return FormPage(title, submit, lead % number, back, [*_crumbs(), (str(kind.name), back)])


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Sổ văn bản"), reverse("office:paper-number-list")),
        (_("Mẫu văn bản"), reverse("office:template-list")),
    ]
