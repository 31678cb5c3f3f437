"""What a study says of each criterion, in numbers and one plain sentence. Everybody reads the counts that figures publish
(`indicators.rules.open_count`), and of fewer than ENOUGH_DOSSIERS nothing but that they are few."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.criteria.published import english_of
from hieuhoc.indicators.rules import open_count
from hieuhoc.places.models import AreaClass
from hieuhoc.trials.models import Study
from hieuhoc.trials.rules import ENOUGH_DOSSIERS
from hieuhoc.web.ui.formats import moment, number, percent
from hieuhoc.web.ui.wording import plainly_worded, worded

# From which on a measure is worth a sentence; thresholds of practice, not of any decree.
MOST_FULL, LEAST_TOGETHER, MOST_CHANGED, LEAST_AGREEMENT = 0.9, 0.2, 0.2, 0.4
FAIR_ALPHA = 0.7


@dataclass(frozen=True)
class CriterionMeasure:
    """One row: numbers as they are shown, and what they mean for this criterion."""

    position: int
    text: str
    mean: str
    full: str
    none: str
    changed: str
    apart: str
    agreeing: str
    together: str
    finding: str
    often: Sequence[str]


@dataclass(frozen=True)
class Measures:
    """`rows` empty: too few dossiers to say anything. `points`: heads of the distribution."""

    facts: Sequence[tuple[Any, ...]]
    alpha_sentence: str
    rows: Sequence[CriterionMeasure]
    points: Sequence[int]


def part_choices(study: Study) -> list[tuple[str, str]]:
    english = english_of(study.version)
    groups = {group.code: plainly_worded(group.name, english) for group in study.version.applicant_groups.all()}
    areas = {str(value): str(label) for value, label in AreaClass.choices} | {"": _("Địa bàn khác")}
    words = {"group": groups, "area": areas}
    parts = [part for part in study.result["parts"] if part["kind"] != "all"]
    return [(f"{part['kind']}.{part['code']}", words[part["kind"]].get(part["code"], "–")) for part in parts]


def part_of(study: Study, chosen: str) -> dict[str, Any]:
    kind, _dot, code = chosen.partition(".") if chosen else ("all", "", "")
    parts: list[dict[str, Any]] = study.result["parts"]
    return next(part for part in parts if (part["kind"], part["code"]) == (kind, code))


def measures_of(study: Study, part: dict[str, Any]) -> Measures:
    is_enough = part["count"] >= ENOUGH_DOSSIERS
    tops: list[int] = study.result["tops"]
    texts = list(study.version.criteria.order_by("position").values_list("text", flat=True))
    english = english_of(study.version)
    agreements: list[dict[str, Any]] = part["agreement"]  # not counted by area class: no pairs there
    return Measures(
        facts=_facts(study, part),
        alpha_sentence=alpha_words(part["alpha"]) if is_enough else "",
        rows=[_measure(part, row, tops[row], worded(texts[row], english), agreements[row]) for row in range(len(tops))]
        if is_enough
        else [],
        points=range(max(tops, default=0) + 1),
    )


def alpha_words(alpha: float | None) -> str:
    if alpha is None:
        return _("Chưa tính được độ thống nhất: mọi người được điểm như nhau.")
    said = {"alpha": number(Decimal(str(alpha)), 2)}
    if alpha >= FAIR_ALPHA:
        return _("Hệ số alpha của Cronbach là %(alpha)s: các chỉ số cùng đo một điều, tổng điểm đáng tin.") % said
    return _("Hệ số alpha của Cronbach là %(alpha)s: các chỉ số ít đi cùng nhau, tổng điểm nên đọc dè dặt.") % said


def meanings() -> list[tuple[str, str]]:
    """Each measure in one sentence."""
    return [
        (_("Trung bình"), _("Điểm trung bình người dân được sau khi xét.")),
        (_("Trọn điểm"), _("Bao nhiêu người được điểm cao nhất; quá nhiều thì chỉ số không phân biệt được ai.")),
        (_("0 điểm"), _("Bao nhiêu người không được điểm nào; quá nhiều thì chỉ số quá khó hoặc hỏi chưa trúng.")),
        (_("Bị sửa"), _("Trong những người tự chấm đủ, cán bộ sửa điểm của bao nhiêu người khi xét.")),
        (_("Sửa mấy điểm"), _("Mỗi lần sửa, điểm sau khi xét cách điểm tự chấm bao nhiêu, tính trung bình.")),
        (_("Hai người xét như nhau"), _("Khi một hồ sơ được hai người xét, họ cho cùng một điểm bao nhiêu lần.")),
        (
            _("Đi cùng chỉ số khác"),
            _(
                "Từ -1 đến 1: người được nhiều điểm ở các chỉ số khác có được nhiều điểm ở chỉ số này không; gần 0 là không."
            ),
        ),
        (_("Hệ số alpha"), _("Từ 0 đến 1: các chỉ số có cùng đo một điều không; từ 0,7 là tạm đáng tin.")),
    ]


def _facts(study: Study, part: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (_("Đếm xong lúc"), moment(study.done_at)),
        (_("Người đo"), study.asked_by.get_full_name() if study.asked_by else _("Hệ thống")),
        (_("Hồ sơ đã xét"), number(open_count(part["count"]))),
        (_("Trong đó tự chấm đủ"), number(open_count(part["declared"]))),
        (_("Dấu của các hồ sơ ấy"), study.digest.partition("-")[2]),  # without their number
    ]


def _measure(part: dict[str, Any], row: int, top: int, text: str, agreed: dict[str, Any]) -> CriterionMeasure:
    often: list[int] = part["often"][row]
    count, declared, changed = part["count"], part["declared"], part["changed"][row]
    mean = Decimal(sum(points * people for points, people in enumerate(often))) / count
    together = part["rest"][row]
    return CriterionMeasure(
        position=row + 1,
        text=text,
        mean=f"{number(mean, 1)}/{top}",
        full=_share(often[top], count),
        none=_share(often[0], count),
        changed=_share(changed, declared),
        apart=number(Decimal(part["apart"][row]) / changed, 1) if changed >= ENOUGH_DOSSIERS else "–",
        agreeing=_share(agreed["same"], agreed["pairs"]) if agreed["pairs"] >= ENOUGH_DOSSIERS else "–",
        together=number(Decimal(str(together)), 2) if together is not None else "–",
        finding=" ".join(_findings(often[top] / count, together, changed / max(declared, 1), agreed)),
        often=[number(open_count(people)) for people in often],
    )


def _share(some: int, all_of_them: int) -> str:
    shown = open_count(all_of_them)
    return percent(min(open_count(some), shown), shown) if shown else "–"


def _findings(full: float, together: float | None, changed: float, agreed: dict[str, Any]) -> list[str]:
    said = []
    if full >= MOST_FULL:
        said.append(_("Gần như ai cũng được trọn điểm: chỉ số này không phân biệt được ai."))
    elif together is None or together < LEAST_TOGETHER:
        said.append(_("Điểm ở đây không đi cùng các chỉ số khác: nên xem lại câu hỏi."))
    if changed >= MOST_CHANGED:
        said.append(_("Cán bộ hay sửa điểm: câu hỏi có thể chưa rõ."))
    kappa = agreed["kappa"] if agreed["pairs"] >= ENOUGH_DOSSIERS else None
    if kappa is not None and kappa < LEAST_AGREEMENT:
        said.append(_("Hai người xét thường cho điểm khác nhau: cần hướng dẫn chấm."))
    return said
