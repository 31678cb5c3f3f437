"""A year looked back on, in sentences: what was asked and done, learned, raised, reached and inspected, and what goes with what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hieuhoc.indicators.definition import programme_indicators
from hieuhoc.inspection.estimate_words import estimate_sentences
from hieuhoc.inspection.reads import current_sample, reported_rate, standing_of
from hieuhoc.lib.numbers import format_number as number
from hieuhoc.lib.numbers import format_percent
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.programme.reads import RAISED, SPENT, TRAINED, CommuneYear, YearlyReview
from hieuhoc.programme.rules.going_together import LEAST_PLACES, GoingTogether

MOST_NAMED = 5
MILLION = 1_000_000


@dataclass(frozen=True)
class ReviewPart:
    heading: str
    sentences: list[str]


def parts_of(review: YearlyReview) -> list[ReviewPart]:
    parts = [
        ReviewPart(_("Việc đã giao"), _asked(review)),
        ReviewPart(_("Học tập, tập huấn"), _learned(review)),
        ReviewPart(_("Nguồn lực"), _money(review)),
        ReviewPart(_("Kết quả"), _reached(review)),
        ReviewPart(_("Kiểm tra"), _inspected(review)),
        ReviewPart(_("Việc làm và kết quả đi cùng nhau đến đâu"), _beside(review)),
    ]
    return [part for part in parts if part.sentences]


def _asked(review: YearlyReview) -> list[str]:
    tasks = review.tasks
    if not tasks.count:
        return [_("Không có nhiệm vụ nào đến hạn trong năm.")]
    told = {
        "count": number(tasks.count),
        "finished": number(tasks.finished),
        "share": format_percent(tasks.finished, tasks.count),
        "late": number(tasks.late),
    }
    said = [_("%(count)s nhiệm vụ đến hạn trong năm: %(finished)s đã xong (%(share)s), %(late)s quá hạn.") % told]
    late = sorted(
        (row for row in review.communes if row.tasks.late), key=lambda row: (-row.tasks.late, sort_key(row.name))
    )
    if late:
        named = "; ".join(f"{row.name} ({number(row.tasks.late)})" for row in late[:MOST_NAMED])
        said.append(_("Quá hạn nhiều nhất: %(named)s.") % {"named": named})
    return said


def _learned(review: YearlyReview) -> list[str]:
    said = [_("%(count)s lượt hoàn thành hoạt động học tập và tập huấn.") % {"count": number(review.learned)}]
    none = [row for row in review.communes if not row.learned]
    if none:
        counts = {"none": number(len(none)), "all": number(len(review.communes))}
        said.append(_("%(none)s/%(all)s xã, phường chưa có lượt nào được ghi.") % counts)
    return said + _figures(review, [TRAINED])


def _money(review: YearlyReview) -> list[str]:
    return _figures(review, [RAISED, SPENT]) or [_("Chưa quỹ khuyến học nào ghi khoản thu, chi của năm.")]


def _reached(review: YearlyReview) -> list[str]:
    codes = [indicator.code for indicator in programme_indicators() if indicator.code != TRAINED]
    return _figures(review, codes) or [_("Chưa có số liệu của năm.")]


def _figures(review: YearlyReview, codes: Sequence[str]) -> list[str]:
    known = [review.cards[code] for code in codes if code in review.cards]
    return [f"{card.indicator.code} · {card.sentence(str(card.indicator.name))}." for card in known]


def _inspected(review: YearlyReview) -> list[str]:
    if review.inspection is None:
        return [_("Chưa có kế hoạch kiểm tra danh hiệu của năm.")]
    sample, findings = current_sample(review.inspection), review.findings
    told = {"count": number(findings.count), "fixed": number(findings.fixed), "late": number(findings.late)}
    said = [_("Kiểm tra nêu %(count)s kiến nghị: %(fixed)s đã khắc phục, %(late)s quá hạn.") % told]
    if sample is None:
        return said
    return [*estimate_sentences(review.inspection, standing_of(sample), reported_rate(review.inspection)), *said]


def _beside(review: YearlyReview) -> list[str]:
    said = [_with_results(what, going) for what, going in review.beside.items()]
    return [
        *said,
        _(
            "Đi cùng nhau chưa phải là nguyên nhân: xã đông người, gần trung tâm có thể vừa làm nhiều vừa đạt cao. Muốn biết "
            "chắc, làm thử ở những xã rút ngẫu nhiên rồi so với các xã còn lại."
        ),
    ]


def _with_results(what: str, going: GoingTogether) -> str:
    names = {
        "tasks": _("Tỷ lệ nhiệm vụ đã xong"),
        "learned": _("Lượt học tính trên người lớn"),
        "trained": _("Tỷ lệ cán bộ được tập huấn"),
        "spent": _("Tiền quỹ đã dùng tính trên người lớn"),
    }
    told = {"what": names[what], "places": number(going.places), "least": LEAST_PLACES}
    if going.places < LEAST_PLACES:
        return _("%(what)s: chưa đủ xã để xét (cần từ %(least)s, có %(places)s).") % told
    if going.strength is None:
        return _("%(what)s: các xã bằng nhau, hoặc chưa xã nào có kết quả, nên chưa xét được.") % told
    told["strength"] = number(going.strength, 2)
    if not going.is_beyond_chance:
        return (
            _("%(what)s: chưa thấy đi cùng kết quả (hệ số hạng %(strength)s, %(places)s xã), có thể là ngẫu nhiên.")
            % told
        )
    if going.strength > 0:
        return _("%(what)s: xã nào cao hơn thì kết quả thường cao hơn (hệ số hạng %(strength)s, %(places)s xã).") % told
    return _("%(what)s: xã nào cao hơn thì kết quả thường thấp hơn (hệ số hạng %(strength)s, %(places)s xã).") % told


def cells_of(row: CommuneYear) -> list[str]:
    """Of a commune, as page and paper show it; amounts in millions of đồng."""
    return [
        f"{number(row.tasks.finished)}/{number(row.tasks.count)}" if row.tasks.count else "–",
        number(row.tasks.late),
        number(row.learned),
        format_percent(row.trained.numerator, row.trained.denominator) or "–",
        number(row.raised / MILLION, 1),
        number(row.spent / MILLION, 1),
        format_percent(row.titled.numerator, row.titled.denominator) or "–",
        f"{number(row.wrong)}/{number(row.judged)}" if row.judged else "–",
    ]
