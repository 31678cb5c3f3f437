"""Stored files, one after the other: the old one stays until the new one is complete."""

from pathlib import Path

from django.conf import settings

from hieuhoc.audit.rotation import Rotation, Step
from hieuhoc.documents.models import Document
from hieuhoc.lib.crypto import Unreadable
from hieuhoc.lib.sealed_files import seal_file_anew


class StoredFiles:
    name = "documents"

    def step(self, after: int, limit: int) -> Step:
        rows = Document.objects.select_for_update().filter(pk__gt=after).order_by("pk")
        listed = list(rows.values_list("pk", "path")[:limit])
        count, failed = 0, []
        for pk, path in listed:
            try:
                count += seal_file_anew(Path(settings.DATA_DIR) / path)
            except Unreadable:
                failed.append(f"document {pk}")
        return Step(count, listed[-1][0] if len(listed) == limit else None, tuple(failed))


ROTATIONS: list[Rotation] = [StoredFiles()]
