"""How reported values read on a page."""

from decimal import Decimal

from django.utils.translation import gettext as _

from hieuhoc.reported.catalogue import FigureKind
from hieuhoc.reported.models import ReportedFigure
from hieuhoc.reported.populations import PeriodPerHead
from hieuhoc.reported.reads import ComputedBeside
from hieuhoc.web.ui.formats import fraction, number, plain


def value_words(figure: ReportedFigure) -> str:
    """ "hơn 742.300 người (52%)", "412/1.038 người lớn (39,7%)", "54,18%"."""
    kind, value = figure.of_kind, figure.value
    if value.number is not None and value.whole is not None:
        said = fraction(value.number, value.whole, str(kind.whole))
    elif value.number is None:
        said = _percent(value.percent)
    else:
        said = f"{number(value.number)} {kind.unit}"
        said += f" ({_percent(value.percent)})" if value.percent is not None else ""
    return _with_precision(figure, said)


def computed_words(kind: FigureKind, beside: ComputedBeside) -> str:
    if kind.is_share:
        return fraction(beside.number, beside.whole, str(kind.whole))
    return f"{number(beside.number)} {kind.unit}"


def per_head_words(told: PeriodPerHead) -> list[tuple[FigureKind, str, str]]:
    """Kind, as reported, as the records say: "1.200/8.000 người dân (15%)", "12.500 đồng mỗi người dân"; without a
    population nothing."""
    if told.population is None or not told.population.number:
        return []
    people, rows = told.population.number, []
    for row in told.figures:
        number_said = row.reported.number if row.reported is not None else None
        reported = "" if number_said is None else _over_people(row.kind, number_said, people)
        computed = "" if row.computed is None else _over_people(row.kind, row.computed, people)
        rows.append((row.kind, reported, computed))
    return rows


def _over_people(kind: FigureKind, said: int, people: int) -> str:
    if kind.is_share:
        return fraction(said, people, _("người dân"))
    return _("%(amount)s %(unit)s mỗi người dân") % {"amount": number(round(said / people)), "unit": kind.unit}


def _with_precision(figure: ReportedFigure, said: str) -> str:
    if figure.precision == ReportedFigure.Precision.AT_LEAST:
        return _("hơn %(said)s") % {"said": said}
    if figure.precision == ReportedFigure.Precision.ABOUT:
        return _("khoảng %(said)s") % {"said": said}
    return said


def _percent(value: Decimal | None) -> str:
    return f"{plain(value)}%"
