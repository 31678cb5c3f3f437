"""Certificates of recognised models: of one, and of all of a decision as one file to print."""

from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require, scope_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.collectives.models import ModelKind, Registration, RegistrationQuerySet
from hieuhoc.credentials.model_papers import merge_models, model_paper
from hieuhoc.recognition.models import Decision
from hieuhoc.sheets.export_kinds import ExportFile, Wishes
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import PDF, exported
from hieuhoc.web.requests import Request

ABILITY = "recognition.read_certificate"
FEW = 200  # models written within a request


@needs(ABILITY)
def model_certificate(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(_standing().within(request.scope).with_bodies(), pk=pk)
    require(request.user, ABILITY, row)
    content, code = model_paper(row)
    record_reading(
        ABILITY,
        actor=request.user,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        person_count=1 if row.criteria.kind == ModelKind.FAMILY else 0,
    )
    headers = {"Content-Disposition": f'attachment; filename="chung-nhan-{code}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=PDF, headers=headers)


@needs(ABILITY)
def model_certificates(request: Request, pk: int) -> HttpResponseBase:
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, ABILITY, decision)
    if not _standing().filter(decision=decision).exists():
        return redirect("office:decision", decision.pk)
    return exported(request, "credentials.model_certificates", {"decision": decision.pk})


def merged(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision. Those whose recognition stands, by place and name."""
    decision = Decision.objects.get(pk=wishes["decision"])
    if not user.has_perm(ABILITY, decision):
        raise PermissionDenied(ABILITY)
    rows = list(_standing().filter(decision=decision).with_bodies())
    rows.sort(key=lambda row: (row.place_id, str(row.subject), row.pk))

    def write(target: Path | BinaryIO) -> int:
        return merge_models(rows, decision, target)

    return ExportFile(
        title=_("Giấy chứng nhận mô hình của quyết định %(number)s") % {"number": decision.number},
        file_name="giay-chung-nhan-mo-hinh.pdf",
        write=write,
        is_short=len(rows) <= FEW,
        scope=scope_of(user, ABILITY),
        purpose=ABILITY,
        subject="decision",
        place=decision.place_id,
        subject_id=decision.pk,
    )


def _standing() -> RegistrationQuerySet:
    return Registration.objects.filter(decision__isnull=False, revoked_by__isnull=True)
