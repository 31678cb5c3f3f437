"""What people here would like to learn beside what is offered; asked on paper, and entered for who cannot do it themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hieuhoc.documents.documents import render_pdf
from hieuhoc.learning.actions import record_wish
from hieuhoc.learning.demand import CommuneDemand, demand_of, state_of_wishes, summed
from hieuhoc.learning.models import LearningWish, Topic
from hieuhoc.learning.rules import MOST_WISHES
from hieuhoc.people.models import Citizen
from hieuhoc.places.near import middles_of_communes
from hieuhoc.places.reads import labels
from hieuhoc.web.filters import chips_of, filter_of
from hieuhoc.web.guards import needs
from hieuhoc.web.kept import kept_under
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.drawing import Bubble
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import page_of
from hieuhoc.web.wish_words import WishForm, wish_values

FIRST = 3  # topics named for a commune
COMMUNES = 12  # on a page


@dataclass(frozen=True)
class CommuneRow:
    """`wanted`: for the chosen topic how many, else the most wanted ones in words."""

    name: str
    people: int
    wanted: int | str
    offered: int
    missing: str


@needs("learning.read_wishes")
def wish_table(request: Request) -> HttpResponse:
    today, topics = timezone.localdate(), list(Topic.objects.order_by("position"))
    years = [(str(today.year - back), str(today.year - back)) for back in range(3)]
    year = filter_of(request, "year", _("Năm"), years, str(today.year))
    topic = filter_of(request, "topic", _("Chủ đề"), [(topic.code, topic) for topic in topics])
    of_year, scope = int(year.chosen), request.scope
    about = (of_year, *scope.words, state_of_wishes(of_year))
    demand = kept_under(("demand", *about), lambda: demand_of(of_year, scope, today), seconds=60)
    names = {place: label.title for place, label in labels([row.commune for row in demand], today).items()}
    page = page_of(demand, request, size=COMMUNES)
    chosen = next((row for row in topics if row.code == topic.chosen), None)
    whole, address = summed(demand), reverse("office:wish-table")
    shown = chosen or _most_wanted(whole, topics)
    context = {
        "filters": [year, topic],
        "chips": chips_of([topic], address),
        "clear_url": f"{address}?year={year.chosen}",
        "sentence": _sentence(whole, topics),
        "topics": [(row, whole.wanted[row.pk], whole.offered[row.pk]) for row in topics],
        "page": page,
        "rows": [_row(row, names, topics, chosen) for row in page.rows],
        "chosen": chosen,
        "map": kept_under(("map", topic.chosen, *about), lambda: _map(demand, names, shown), seconds=60),
        "year": year.chosen,
        "may_enter": request.user.has_perm("learning.record_wish"),
        "may_import": request.user.has_perm("sheets.import_wishes"),
        "page_year": of_year,
    }
    return render(request, "office/activities/wishes.html", context)


@needs("learning.read_wishes")
def wish_paper(request: Request) -> HttpResponse:
    """The form to print: what comes back is entered by sheet, or person by person."""
    topics = Topic.objects.on(timezone.localdate())
    content = render_pdf(
        "wishes.typ",
        {
            "title": _("Phiếu hỏi: ông/bà muốn học gì?"),
            "lead": _("Trả lời giúp xã, phường mở lớp đúng điều người dân cần. Mỗi người một phiếu mỗi năm."),
            "lines": [_("Họ và tên:"), _("Ngày sinh:"), _("Thôn, buôn:")],
            "question": _("Đánh dấu nhiều nhất %(count)s điều muốn học:") % {"count": MOST_WISHES},
            "topics": [str(topic) for topic in topics],
            "other": _("Điều khác muốn học:"),
            "notice": _("Chỉ dùng để sắp xếp lớp học; ông/bà sửa hoặc rút câu trả lời bất cứ lúc nào."),
            "lang": get_language() or "vi",
        },
    )
    headers = {"Content-Disposition": 'attachment; filename="phieu-hoi-nhu-cau-hoc.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@needs("learning.record_wish")
def wish_new(request: Request, pk: int) -> HttpResponse:
    citizen = get_object_or_404(Citizen.objects.within(request.scope), pk=pk)
    person_read(request, citizen)
    back = reverse("office:citizen-learning", args=[pk])

    def known() -> dict[str, object]:
        return wish_values(LearningWish.objects.filter(citizen=citizen, year=timezone.localdate().year).first())

    def deed(given: dict[str, Any]) -> str:
        record_wish(citizen, topics=list(given["topics"]), other=given["other"], actor=request.user)
        came_of_it(request, _("Đã ghi điều %(name)s muốn học năm nay.") % {"name": citizen.name})
        return back

    title, lead = _("Ghi điều muốn học"), _("Mỗi người một câu trả lời mỗi năm; ghi lại thì thay câu trước.")
    page = FormPage(title, _("Ghi"), lead, back, [(citizen.name, back)])
    return ask(request, WishForm(request.POST or None, initial=dict(known())), page, deed, known=known)


def _sentence(whole: CommuneDemand, topics: Sequence[Topic]) -> str:
    if not whole.people:
        return _("Chưa ai trả lời.")
    named = _named(whole.wanted.most_common(FIRST), topics)
    return _("%(count)s người đã trả lời; cần nhất: %(topics)s.") % {"count": number(whole.people), "topics": named}


def _named(counted: Sequence[tuple[int, int]], topics: Sequence[Topic]) -> str:
    names = {topic.pk: str(topic) for topic in topics}
    return "; ".join(f"{names[pk]} ({number(count)})" for pk, count in counted if pk in names)


def _row(row: CommuneDemand, names: dict[int, str], topics: Sequence[Topic], chosen: Topic | None) -> CommuneRow:
    wanted = row.wanted[chosen.pk] if chosen else _named(row.wanted.most_common(FIRST), topics)
    offered = row.offered[chosen.pk] if chosen else row.offered.total()
    named = {topic.pk: str(topic) for topic in topics}
    missing = "; ".join(named[pk] for pk in row.missing()[:FIRST] if pk in named)
    return CommuneRow(names.get(row.commune, "–"), row.people, wanted, offered, missing)


def _most_wanted(whole: CommuneDemand, topics: Sequence[Topic]) -> Topic | None:
    most = next((pk for pk, _count in whole.wanted.most_common(1)), None)
    return next((topic for topic in topics if topic.pk == most), None)


def _map(demand: Sequence[CommuneDemand], names: dict[int, str], topic: Topic | None) -> str:
    label = _("Bao nhiêu người muốn học: %(topic)s") % {"topic": topic} if topic else ""
    bubbles = _bubbles(demand, names, topic)
    return render_to_string("office/activities/wish_map.html", {"bubbles": bubbles, "label": label}) if bubbles else ""


def _bubbles(demand: Sequence[CommuneDemand], names: dict[int, str], topic: Topic | None) -> list[Bubble]:
    """Communes whose middle is known and where somebody answered."""
    middles = middles_of_communes(timezone.localdate())
    return [
        Bubble(names.get(row.commune, "–"), *middles[row.commune], row.wanted[topic.pk if topic else 0], row.people)
        for row in demand
        if row.people and row.commune in middles
    ]
