"""What a trial says, in words and rows. Who does not reach all of it reads counts that point at nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.criteria.published import english_of
from hieuhoc.indicators.rules import open_count
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import AreaClass
from hieuhoc.places.reads import reached_ids
from hieuhoc.trials.models import Trial, TrialChange
from hieuhoc.trials.rules import EDGE
from hieuhoc.web.choices import titles
from hieuhoc.web.ui.formats import moment, number
from hieuhoc.web.ui.wording import worded

PLACES_SHOWN = 10


@dataclass(frozen=True)
class OutcomeRow:
    """Dossiers of one part: how many, how many passed, would pass, would pass and did not, passed and would not."""

    name: str
    count: int
    before: int
    after: int
    gained: int
    lost: int

    @classmethod
    def of(cls, name: str, outcome: Sequence[int], *, is_open: bool) -> "OutcomeRow":
        """`is_open`: to be read by who does not reach these dossiers."""
        failed, gained, lost, kept = outcome
        counts = (failed + gained + lost + kept, lost + kept, gained + kept, gained, lost)
        return cls(name, *(map(open_count, counts) if is_open else counts))


@dataclass(frozen=True)
class TrialPage:
    sentence: str
    facts: Sequence[tuple[Any, ...]]
    parts: Sequence[tuple[str, str, Sequence[OutcomeRow]]]  # title, what a row is, rows
    criteria: Sequence[tuple[int, str, int, int, bool]]  # position, words, under the floor, alone in the way, new
    edge: Sequence[tuple[str, int]]
    kinds: Sequence[tuple[int, str, str]]  # of changed dossiers: value, words, count
    is_rounded: bool


def page_of(trial: Trial, scope: Scope) -> TrialPage:
    result = trial.result
    reached = None if scope.everything else set(reached_ids(scope))
    is_open = reached is not None and not {place for place, _year, _row in result["communes"]} <= reached
    whole = _added(row for _year, row in result["years"])
    total = OutcomeRow.of(_("Tất cả"), whole, is_open=is_open)
    shown = open_count if is_open else int
    kinds = TrialChange.Kind
    counts = {kinds.GAINED: total.gained, kinds.LOST: total.lost, kinds.NEAR: shown(result["near"])}
    return TrialPage(
        sentence=sentence_of(total),
        facts=_facts(trial, shown(result["tried"]), shown(result["undecided"])),
        parts=_parts(trial, total, reached, is_open=is_open),
        criteria=_criteria(trial, shown),
        edge=_edge(result["edge"], shown),
        kinds=[(kind.value, str(kind.label), number(counts[kind])) for kind in kinds],
        is_rounded=is_open,
    )


def sentence_of(total: OutcomeRow) -> str:
    if not total.count:
        return _("Những năm này chưa có hồ sơ nào được xét.")
    told = _("%(after)s người đạt thay vì %(before)s, trong %(count)s hồ sơ đã xét.") % {
        "after": number(total.after),
        "before": number(total.before),
        "count": number(total.count),
    }
    if not total.gained and not total.lost:
        return f"{told} {_('Không kết quả nào đổi.')}"
    changed = _("%(gained)s người từ không đạt thành đạt, %(lost)s người từ đạt thành không đạt.")
    return f"{told} {changed % {'gained': number(total.gained), 'lost': number(total.lost)}}"


def stale_words(why: str) -> str:
    return {
        "version": _("Kết quả này cũ: bộ tiêu chí đã sửa sau khi đếm."),
        "dossiers": _("Kết quả này cũ: sau khi đếm, có hồ sơ được xét lại hoặc có nơi đổi loại vùng."),
        "newer": _("Đã đếm lại sau lần này: danh sách hồ sơ chỉ còn ở lần mới nhất."),
    }.get(why, "")


def years_words(years: Collection[int]) -> str:
    return ", ".join(map(str, years))


def _facts(trial: Trial, tried: int, undecided: int) -> list[tuple[Any, ...]]:
    return [
        (_("Đếm xong lúc"), moment(trial.done_at)),
        (_("Người thử"), trial.asked_by.get_full_name() if trial.asked_by else _("Hệ thống")),
        (_("Hồ sơ đã thử"), number(tried)),
        (_("Hồ sơ chưa xét, không tính"), number(undecided)),
        (_("Chỉ số mới"), str(Trial.NewAnswers(trial.new_answers).label) if trial.result["new"] else _("Không có")),
        (_("Dấu của các hồ sơ ấy"), trial.digest.partition("-")[2]),  # without their number
    ]


def _parts(
    trial: Trial, total: OutcomeRow, reached: set[int] | None, *, is_open: bool
) -> list[tuple[str, str, list[OutcomeRow]]]:
    result, english = trial.result, english_of(trial.version)
    names = {
        group.code: worded(group.name, english) for group in trial.version.applicant_groups.order_by("position")
    } | {"": _("Không thuộc nhóm nào của bộ này")}
    areas = {str(value): str(label) for value, label in AreaClass.choices} | {"": _("Địa bàn khác")}

    def rows(counted: Sequence[Any], words: dict[str, str]) -> list[OutcomeRow]:
        order = list(words)
        in_order = sorted(counted, key=lambda row: order.index(row[0]) if row[0] in words else -1)
        return [OutcomeRow.of(words.get(code, code), row, is_open=is_open) for code, row in in_order]

    years = [OutcomeRow.of(str(year), row, is_open=is_open) for year, row in result["years"]]
    return [
        (_("Theo năm"), _("Năm"), [*years, total] if len(years) > 1 else years),
        (_("Theo nhóm đối tượng"), _("Nhóm đối tượng"), rows(result["groups"], names)),
        (_("Theo loại vùng"), _("Loại vùng"), rows(result["areas"], areas)),
        (_("Nơi đổi nhiều nhất"), _("Xã, phường"), _places(result["communes"], reached)),
    ]


def _places(counted: Sequence[Any], reached: set[int] | None) -> list[OutcomeRow]:
    """Of those one reaches, where most results change; each as it was called in its years, added up."""
    sums: dict[int, list[int]] = {}
    years: dict[int, list[int]] = {}
    for place, year, row in counted:
        if reached is None or place in reached:
            sums[place] = [have + more for have, more in zip(sums.get(place, [0] * 4), row, strict=True)]
            years.setdefault(place, []).append(year)
    most = sorted(sums.items(), key=lambda item: (-(item[1][1] + item[1][2]), item[0]))[:PLACES_SHOWN]
    names = titles(place for place, _row in most)
    several = len({year for _place, year, _row in counted}) > 1  # two communes of one name, before and after a reform
    words = {
        place: f"{name} ({years_words(sorted(years[place]))})" if several else name for place, name in names.items()
    }
    return [OutcomeRow.of(words.get(place, "–"), row, is_open=False) for place, row in most]


def _criteria(trial: Trial, shown: Any) -> list[tuple[int, str, int, int, bool]]:
    result, english = trial.result, english_of(trial.version)
    texts = list(trial.version.criteria.order_by("position").values_list("text", flat=True))
    counted = zip(result["low"], result["blocking"], strict=True)
    return [
        (
            position,
            worded(texts[position - 1], english) if position <= len(texts) else "–",
            shown(low),
            shown(blocking),
            position - 1 in result["new"],
        )
        for position, (low, blocking) in enumerate(counted, start=1)
    ]


def _edge(counts: dict[str, int], shown: Any) -> list[tuple[str, int]]:
    rows = [(_("Thiếu hơn %(points)d điểm") % {"points": EDGE}, shown(counts.get(str(-EDGE - 1), 0)))]
    for away in range(-EDGE, 0):
        rows.append((_("Thiếu %(points)d điểm") % {"points": -away}, shown(counts.get(str(away), 0))))
    rows.append((_("Vừa đủ điểm"), shown(counts.get("0", 0))))
    for away in range(1, EDGE):
        rows.append((_("Thừa %(points)d điểm") % {"points": away}, shown(counts.get(str(away), 0))))
    rows.append((_("Thừa từ %(points)d điểm") % {"points": EDGE}, shown(counts.get(str(EDGE), 0))))
    return rows


def _added(rows: Any) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * 4
