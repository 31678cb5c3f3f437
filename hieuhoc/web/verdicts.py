"""A verdict in sentences, for the office and for the person it is about."""

from django.utils.translation import gettext as _

from hieuhoc.assessment.reads import DossierCard
from hieuhoc.places.models import AreaClass
from hieuhoc.web.ui.wording import told_with, worded


def verdict_words(card: DossierCard) -> list[str]:
    """Why: points, what is missing, the rule that decides and how sure it is."""
    verdict = card.verdict
    if verdict is None:
        return []
    rule = verdict.rule
    area = AreaClass(rule.area_class).label if rule.area_class else _("mọi địa bàn")
    sentences = [
        _("Tổng %(total)d/%(most)d điểm; mức cần đạt %(need)d, không chỉ số nào dưới %(each)d (%(area)s).")
        % {
            "total": verdict.total,
            "most": verdict.max_total,
            "need": rule.min_total,
            "each": rule.min_each,
            "area": area,
        }
    ]
    if verdict.missing_points:
        sentences.append(_("Còn thiếu %(count)d điểm.") % {"count": verdict.missing_points})
    for low in verdict.low:
        given = _("chưa chấm") if low.points is None else _("%(points)d điểm") % {"points": low.points}
        sentences.append(
            _("Chỉ số %(position)d: %(given)s, cần ít nhất %(needed)d.")
            % {"position": low.position, "given": given, "needed": low.needed}
        )
    if rule.source:
        sentences.append(told_with(_("Nguồn: %(source)s"), source=worded(rule.source, card.version.english)))
    return sentences
