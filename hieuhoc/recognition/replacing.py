"""A newer paper in place of one that says an old name; whether that may be, and that it is on record, is the caller's."""

from collections.abc import Sequence

from django.utils import timezone

from hieuhoc.documents.actions import remove_file
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.recognition.models import Certificate, Decision, ReplacedCertificate

DRAWN_ANEW = ("code", "document", "rendered_at", "printed_name", "printed_residence")


def replace_papers(certificates: Sequence[Certificate], *, by: Decision | None = None) -> None:
    """Each gets another code and is drawn again by a job; its old code stays known. With `document` joined."""
    today = timezone.localdate()
    ReplacedCertificate.objects.bulk_create(
        ReplacedCertificate(
            title_id=row.title_id, code=row.code, printed_name=row.printed_name, replaced_on=today, decision=by
        )
        for row in certificates
    )
    documents = [row.document for row in certificates if row.document is not None]
    for row in certificates:
        row.code, row.document, row.rendered_at = make_public_code(), None, None
        row.printed_name = row.printed_residence = ""
    Certificate.objects.bulk_update(certificates, DRAWN_ANEW, batch_size=500)
    for document in documents:
        remove_file(document)
