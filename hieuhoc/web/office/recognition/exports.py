"""All certificates of a decision as one archive."""

import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.actions import read_file
from hieuhoc.recognition.models import Certificate, Decision
from hieuhoc.sheets.export_kinds import ExportFile, Wishes

ABILITY = "recognition.read_certificate"
FEW = 200  # certificates written within a request


def certificates_of(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision."""
    decision = Decision.objects.get(pk=wishes["decision"])
    if not user.has_perm(ABILITY, decision):
        raise PermissionDenied(ABILITY)
    standing = Certificate.objects.filter(title__decision=decision, title__revoked_on__isnull=True)
    ready = list(standing.filter(document__isnull=False).select_related("document").order_by("pk"))
    return ExportFile(
        title=_("Giấy chứng nhận của quyết định %(number)s") % {"number": decision.number},
        file_name="giay-chung-nhan.zip",
        write=partial(pack, ready),
        is_short=len(ready) <= FEW,
        scope=scope_of(user, ABILITY),
        purpose=ABILITY,
        subject="decision",
        place=decision.place_id,
        subject_id=decision.pk,
    )


def pack(certificates: Sequence[Certificate], target: Path | BinaryIO) -> int:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for certificate in certificates:
            assert certificate.document is not None
            packed.writestr(f"chung-nhan-{certificate.code}.pdf", read_file(certificate.document))
    return len(certificates)


EXPORTS = {"recognition.certificates": certificates_of}
