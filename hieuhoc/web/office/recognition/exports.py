"""All certificates of a decision, by village and name: as one file to print, or packed one by one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.recognition.models import Certificate, Decision
from hieuhoc.recognition.papers import merge, pack
from hieuhoc.recognition.reads import in_order_of_papers
from hieuhoc.sheets.export_kinds import ExportFile, Wishes

ABILITY = "recognition.read_certificate"
FEW = 200  # certificates written within a request


def packed(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision."""
    decision, ready = _ready(user, wishes)
    return _file(user, decision, ready, "giay-chung-nhan.zip", partial(pack, ready))


def merged(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision."""
    decision, ready = _ready(user, wishes)
    return _file(user, decision, ready, "giay-chung-nhan.pdf", lambda target: merge(ready, decision, target))


def _ready(user: User, wishes: Wishes) -> tuple[Decision, list[Certificate]]:
    """Those drawn already, of titles that stand."""
    decision = Decision.objects.select_related("round").get(pk=wishes["decision"])
    if not user.has_perm(ABILITY, decision):
        raise PermissionDenied(ABILITY)
    standing = Certificate.objects.filter(title__decision=decision, title__revoked_on__isnull=True)
    joined = standing.filter(document__isnull=False).select_related("document", "title__citizen")
    return decision, in_order_of_papers(joined, decision)


def _file(
    user: User,
    decision: Decision,
    ready: list[Certificate],
    file_name: str,
    write: Callable[[Path | BinaryIO], int],
) -> ExportFile:
    return ExportFile(
        title=_("Giấy chứng nhận của quyết định %(number)s") % {"number": decision.number},
        file_name=file_name,
        write=write,
        is_short=len(ready) <= FEW,
        scope=scope_of(user, ABILITY),
        purpose=ABILITY,
        subject="decision",
        place=decision.place_id,
        subject_id=decision.pk,
    )


EXPORTS = {"recognition.certificates": packed, "recognition.certificates_in_one": merged}
