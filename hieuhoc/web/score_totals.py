"""What the points typed so far add up to, and what they would mean, before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hieuhoc.assessment.reads import DossierCard, verdict_on
from hieuhoc.assessment.rules import Verdict
from hieuhoc.web.score_forms import PointsForm


@dataclass(frozen=True)
class TypedTotal:
    """`missing`: criteria without a point; `wrong`: criteria whose point is no whole number from 0 to the most."""

    total: int
    most: int
    missing: tuple[int, ...]
    wrong: tuple[int, ...]
    verdict: Verdict | None  # None while something is missing or wrong

    @property
    def sentence(self) -> str:
        if self.wrong:
            return _("Xem lại điểm của chỉ số %(numbers)s.") % {"numbers": _numbers(self.wrong)}
        if self.missing:
            return _("Chưa có điểm của chỉ số %(numbers)s.") % {"numbers": _numbers(self.missing)}
        if self.verdict is None or self.verdict.is_passed:
            return ""
        low = _numbers(tuple(low.position for low in self.verdict.low))
        short = _("Còn thiếu %(count)d điểm.") % {"count": self.verdict.missing_points}
        return f"{short} {_('Dưới mức: chỉ số %(numbers)s.') % {'numbers': low}}" if low else short


def total_of(typed: Mapping[str, object], form: PointsForm, card: DossierCard) -> TypedTotal:
    """`typed`: what stands in the fields of the form."""
    points: list[int | None] = []
    missing, wrong = [], []
    for row in card.rows:
        name, given = f"points_{row.position}", None
        if str(typed.get(name, "")).strip():
            try:
                given = form.fields[name].clean(typed[name])
            except ValidationError:
                wrong.append(row.position)
        else:
            missing.append(row.position)
        points.append(given)
    return TypedTotal(
        total=sum(given or 0 for given in points),
        most=sum(row.max_points for row in card.rows),
        missing=tuple(missing),
        wrong=tuple(wrong),
        verdict=None if missing or wrong else verdict_on(card.dossier, points),
    )


def _numbers(positions: tuple[int, ...]) -> str:
    return ", ".join(str(position) for position in positions)
