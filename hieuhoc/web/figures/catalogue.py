"""Every figure of the programme in one list: the indicators computed from records, and what places report; each with its
paragraph, unit, denominator, subject, what it is told apart by, the paper that asks for it, and how it comes about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hieuhoc.indicators.definition import Indicator, indicators, programme_indicators
from hieuhoc.indicators.rules import Measure
from hieuhoc.lib.vietnamese import fold
from hieuhoc.reported.catalogue import KINDS, FigureKind
from hieuhoc.reported.models import Span

LONGEST_SEARCH = 80


@dataclass(frozen=True)
class CatalogueEntry:
    """`anchor`: its place in the page; `facts`: (word, what is so); `beside`: (anchor, name) of the same thing told the
    other way; `query`: what is asked of the records, "" of what is typed."""

    anchor: str
    name: str
    paragraph: str
    facts: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...] = ()
    query: str = ""

    @property
    def searched(self) -> str:
        return fold(" ".join([self.anchor, self.name, self.paragraph, *(said for _word, said in self.facts)]))


@dataclass(frozen=True)
class CatalogueSection:
    anchor: str
    title: str
    entries: tuple[CatalogueEntry, ...]


def catalogue(asked: str = "") -> list[CatalogueSection]:
    """Those that hold every word asked for, tone marks or not; without words, all."""
    words = fold(asked).split()
    programme = programme_indicators()
    headings = dict.fromkeys(str(indicator.heading) for indicator in indicators() if indicator.heading)
    sections = [
        CatalogueSection("programme", _("Chỉ tiêu của chương trình"), _computed(programme)),
        *(
            CatalogueSection(f"heading-{number}", heading, _computed(_under(heading)))
            for number, heading in enumerate(headings, 1)
        ),
        CatalogueSection("reported", _("Số liệu do các nơi báo cáo"), tuple(_typed(kind) for kind in KINDS)),
    ]
    kept = [(section, tuple(entry for entry in section.entries if _holds(entry, words))) for section in sections]
    return [CatalogueSection(section.anchor, section.title, entries) for section, entries in kept if entries]


def _holds(entry: CatalogueEntry, words: Sequence[str]) -> bool:
    return all(word in entry.searched for word in words)


def _under(heading: str) -> list[Indicator]:
    return [indicator for indicator in indicators() if str(indicator.heading) == heading]


def _computed(shown: Iterable[Indicator]) -> tuple[CatalogueEntry, ...]:
    return tuple(_of_records(indicator) for indicator in shown)


def _of_records(indicator: Indicator) -> CatalogueEntry:
    facts = [
        (_("Nguồn số"), _("tính từ hồ sơ; không ai nhập, không ai sửa số")),
        (_("Đếm"), str(indicator.subject.name)),
        (_("Đơn vị tính"), _unit_of(indicator)),
        (_("Mẫu số"), _wholes_of(indicator)),
        (_("Chia theo"), _told_apart_by(indicator)),
    ]
    if len(indicator.readings) > 1:
        facts.append((_("Các cách đọc"), _listed(str(reading.name) for reading in indicator.readings)))
    facts.append((_("Căn cứ"), str(indicator.legal_source)))
    return CatalogueEntry(
        anchor=indicator.code,
        name=f"{indicator.code} · {indicator.name}",
        paragraph=" ".join(filter(None, (str(indicator.sentence), str(indicator.note)))),
        facts=tuple(facts),
        beside=tuple((kind.code, str(kind.name)) for kind in KINDS if kind.indicator == indicator.code),
        query=_query_of(indicator),
    )


def _typed(kind: FigureKind) -> CatalogueEntry:
    spans = _listed(str(label) for _code, label in Span.choices)
    computed = {indicator.code: indicator for indicator in indicators()}.get(kind.indicator)
    return CatalogueEntry(
        anchor=kind.code,
        name=str(kind.name),
        paragraph=str(kind.sentence),
        facts=(
            (_("Nguồn số"), _("nơi báo cáo nhập, kèm tài liệu nguồn; tỉnh chấp nhận rồi khoá")),
            (_("Đếm"), str(kind.subject)),
            (_("Đơn vị tính"), _("%(unit)s, và %%") % {"unit": kind.unit} if kind.is_share else str(kind.unit)),
            (_("Mẫu số"), str(kind.whole) or _("không có")),
            (_("Chia theo"), _("nơi báo cáo; kỳ: %(spans)s") % {"spans": spans}),
            *(
                (
                    (
                        _("Trên đầu người"),
                        _("chia cho dân số cùng nơi, cùng năm, nêu nguồn; chưa có dân số thì không tính"),
                    ),
                )
                if kind.is_per_head
                else ()
            ),
            (_("Căn cứ"), str(kind.legal_source)),
        ),
        beside=((computed.code, f"{computed.code} · {computed.name}"),) if computed else (),
    )


def _unit_of(indicator: Indicator) -> str:
    if indicator.measure is Measure.SHARE:
        return _("%(unit)s, và %%") % {"unit": indicator.subject.name}
    return str(indicator.unit or indicator.of)


def _wholes_of(indicator: Indicator) -> str:
    if indicator.measure is not Measure.SHARE:
        return _("không có")
    return _listed(dict.fromkeys(indicator.words_of(reading.code) for reading in indicator.readings))


def _told_apart_by(indicator: Indicator) -> str:
    said = [_("nơi, năm, bản đồ hành chính")]
    if indicator.dimension is not None:
        values = ", ".join(str(words) for _code, words in indicator.dimension.values)
        name = str(indicator.dimension.name)
        said.append(f"{name[:1].lower()}{name[1:]} ({values})")
    if indicator.holder is not None:
        said.append(_("từng %(holder)s") % {"holder": str(indicator.holder.name).lower()})
    return _listed(said)


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)


def _query_of(indicator: Indicator) -> str:
    """The rows that count, and for each reading which of them are below and above the line."""
    readings = [f"-- {reading.name}: {reading.denominator} / {reading.numerator}" for reading in indicator.readings]
    return "\n".join([indicator.members.strip(), "", *readings])


def shown_catalogue(typed: str) -> dict[str, object]:
    """What `ui/parts/catalogue.html` and the pages around it show of what was typed into its search."""
    asked = typed.strip()[:LONGEST_SEARCH]
    sections = catalogue(asked)
    return {
        "title": _("Danh mục chỉ tiêu và số liệu"),
        "lead": _("Mỗi số nói gì, đếm gì, trên mẫu số nào, theo văn bản nào, và từ đâu mà có."),
        "asked": asked,
        "sections": sections,
        "count": sum(len(section.entries) for section in sections),
    }
