"""Certificates handed out: one, or all of a decision as one archive that is made while it is sent."""

import zipfile
from collections.abc import Iterator
from io import RawIOBase

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.documents.actions import read_file
from hieuhoc.recognition.models import Certificate, Decision, Title
from hieuhoc.web.guards import needs
from hieuhoc.web.requests import Request


@needs("recognition.read_certificate")
def certificate(request: Request, pk: int) -> HttpResponse:
    title = get_object_or_404(
        Title.objects.within(request.scope).select_related("certificate__document", "citizen"), pk=pk
    )
    require(request.user, "recognition.read_certificate", title)
    found: Certificate | None = getattr(title, "certificate", None)
    if found is None or found.document is None:
        raise Http404
    record_reading(
        "recognition.read_certificate",
        actor=request.user,
        subject_kind="title",
        subject_id=title.pk,
        place=title.place_id,
        person_count=1,
    )
    headers = {"Content-Disposition": f'attachment; filename="chung-nhan-{found.code}.pdf"'}
    return HttpResponse(read_file(found.document), content_type="application/pdf", headers=headers)


@needs("recognition.read_certificate")
def certificate_all(request: Request, pk: int) -> StreamingHttpResponse:
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, "recognition.read_certificate", decision)
    ready = Certificate.objects.filter(
        title__decision=decision, title__revoked_on__isnull=True, document__isnull=False
    ).select_related("document")
    record_reading(
        "recognition.read_certificate",
        actor=request.user,
        subject_kind="decision",
        subject_id=decision.pk,
        place=decision.place_id,
        person_count=ready.count(),
    )
    answer = StreamingHttpResponse(archive(list(ready.order_by("pk"))), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="giay-chung-nhan.zip"'
    return answer


class Outgoing(RawIOBase):
    """Where the archive is written to: it keeps only what was not sent yet."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.waiting += content
        return len(content)

    def taken(self) -> bytes:
        content = bytes(self.waiting)
        self.waiting.clear()
        return content


def archive(certificates: list[Certificate]) -> Iterator[bytes]:
    out = Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for one in certificates:
            assert one.document is not None
            packed.writestr(f"chung-nhan-{one.code}.pdf", read_file(one.document))
            yield out.taken()
    yield out.taken()
