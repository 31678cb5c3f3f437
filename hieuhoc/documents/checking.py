"""Whether every stored file is there and still has the bytes it was stored with."""

from collections.abc import Iterator

from django.utils import timezone

from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document


def broken_files() -> Iterator[tuple[Document, str]]:
    """(document, "missing" or "changed"); one whose keeping time is over may be gone."""
    for document in Document.objects.order_by("pk").iterator(chunk_size=500):
        try:
            read_file(document)
        except FileNotFoundError:
            if document.purge_after is None or document.purge_after > timezone.now():
                yield document, "missing"
        except ValueError:  # Unreadable too: sealed by nobody of ours, or other bytes
            yield document, "changed"
