"""How reported values read on a page."""

from decimal import Decimal

from django.utils.translation import gettext as _

from hieuhoc.reported.catalogue import FigureKind
from hieuhoc.reported.models import ReportedFigure
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


def _with_precision(figure: ReportedFigure, said: str) -> str:
    if figure.precision == ReportedFigure.Precision.AT_LEAST:
        return _("hơn %(said)s") % {"said": said}
    if figure.precision == ReportedFigure.Precision.ABOUT:
        return _("khoảng %(said)s") % {"said": said}
    return said


def _percent(value: Decimal | None) -> str:
    return f"{plain(value)}%"
