"""Templates of papers as histories name them."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.documents.kinds import all_kinds
from hieuhoc.documents.models import PaperTemplate
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def templates(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("documents.upload_template"):
        return {}
    kinds = {kind.code: str(kind.name) for kind in all_kinds()}
    words = _("Mẫu %(paper)s, bản %(number)s")
    return {
        row.pk: NamedSubject(
            words % {"paper": kinds[row.kind], "number": row.number}, reverse("office:template-kind", args=[row.kind])
        )
        for row in PaperTemplate.objects.filter(pk__in=ids, kind__in=kinds)
    }


SUBJECTS = {"paper_template": templates}
