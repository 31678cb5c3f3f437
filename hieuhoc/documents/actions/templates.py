"""Templates of papers: brought by the province, put to use, put aside again. None is ever lost."""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions.files import store_file
from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.models import PaperTemplate
from hieuhoc.documents.template_checks import check_template, sentences_of
from hieuhoc.lib.errors import Refusal

SUBJECT = "paper_template"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class UnknownFields(Refusal):
    """`sentences`: one for each thing that the template asks for and there is not."""

    def __init__(self, sentences: list[str]) -> None:
        remedy = _("Sửa các trường ấy trong Word rồi gửi lại; danh sách trường nằm ở trang này.")
        super().__init__(" ".join(sentences), remedy=remedy, code="unknown_fields")
        self.sentences = sentences


@transaction.atomic
def upload_template(kind: str, content: bytes, *, file_name: str, actor: User | None) -> PaperTemplate:
    """Kept as the next version of its kind, not in use yet. What leaves the layout of the decree is noted and not
    refused: the province answers for its papers.

    Raises UnknownFields, and Refusal for what is no template.
    """
    require(actor, "documents.upload_template")
    check = check_template(kind_of(kind), content)
    if check.problems:
        raise UnknownFields(sentences_of(check.problems))
    _one_at_a_time()
    versions = PaperTemplate.objects.filter(kind=kind)
    document = store_file(content, kind=SUBJECT, file_name=file_name, media_type=DOCX_TYPE)
    template = PaperTemplate.objects.create(
        kind=kind,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        document=document,
        faults=check.faults,
        uploaded_by=actor,
    )
    _record("documents.upload_template", template, actor, [None, template.number])
    return template


@transaction.atomic
def use_template(template: PaperTemplate, *, actor: User | None) -> PaperTemplate:
    """Papers of its kind are written with it from now on; the one before is put aside."""
    require(actor, "documents.use_template")
    _one_at_a_time()
    before = PaperTemplate.objects.in_use().filter(kind=template.kind).first()
    if before is not None and before.pk == template.pk:
        return before
    if before is not None:
        _put_aside(before)
    template.since, template.until = timezone.now(), None
    template.save(update_fields=["since", "until"])
    _record("documents.use_template", template, actor, [before.number if before else None, template.number])
    return template


@transaction.atomic
def end_template(template: PaperTemplate, *, actor: User | None) -> PaperTemplate:
    """Back to the template that ships with the product; this one stays, to be used again."""
    require(actor, "documents.end_template")
    _one_at_a_time()
    template.refresh_from_db()
    if template.is_in_use:
        _put_aside(template)
        _record("documents.end_template", template, actor, [template.number, None])
    return template


def _put_aside(template: PaperTemplate) -> None:
    template.until = timezone.now()
    template.save(update_fields=["until"])


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [SUBJECT])


def _record(deed: str, template: PaperTemplate, actor: User | None, number: list[int | None]) -> None:
    changes = {"template": number}
    record(deed, actor=actor, subject_kind=SUBJECT, subject_id=template.pk, changes=changes)
