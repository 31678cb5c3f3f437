"""Two versions side by side, the changed words marked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.criteria.comparing import compared, earlier_version
from hieuhoc.criteria.models import Version
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.guards import needs
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.wording import marked_changes


@needs("criteria.read_versions")
def criteria_compare(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    others = {
        public_id("version", other.pk): other
        for other in Version.objects.filter(criteria_set=version.criteria_set_id).exclude(pk=pk).order_by("-pk")
    }
    usual = earlier_version(version)
    chosen = request.GET.get("with", "")
    other = others.get(chosen) or usual or next(iter(others.values()), None)
    rows = compared(other, version) if other else []
    context = {
        "version": version,
        "other": other,
        "chosen": public_id("version", other.pk) if other else "",
        "choices": [(token, f"{row.number} · {row.get_status_display()}") for token, row in others.items()],
        "rows": [(row, marked_changes(row.words_earlier), marked_changes(row.words_later)) for row in rows],
        "lead": _told(sum(not row.is_same for row in rows), len(rows)),
        "rules": [(name, _marks(row)) for name, row in ((version.number, version), *_beside(other))],
        "crumbs": [
            (pgettext("menu", "Bộ tiêu chí"), reverse("office:criteria-list")),
            (version.number, reverse("office:criteria", args=[pk])),
        ],
    }
    return render(request, "office/criteria/compare.html", context)


def _beside(other: Version | None) -> list[tuple[str, Version]]:
    return [(other.number, other)] if other else []


def _marks(version: Version) -> list[str]:
    rules = version.pass_rules.order_by("-min_total", "area_class")
    shape = _("%(area)s: từ %(total)d điểm, không chỉ số nào dưới %(each)d")
    return [
        shape
        % {
            "area": rule.get_area_class_display() or _("Mọi địa bàn khác"),
            "total": rule.min_total,
            "each": rule.min_each,
        }
        for rule in rules
    ]


def _told(changed: int, count: int) -> str:
    if not changed:
        return _("Không chỉ số nào khác nhau.")
    return _("%(changed)d trong %(count)d chỉ số khác nhau; từ đổi được đánh dấu.") % {
        "changed": changed,
        "count": count,
    }
