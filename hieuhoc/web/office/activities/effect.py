"""Whether who came to activities passed more often: numbers, how sure they are, and what they do not say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.trials.comparison import Compared
from hieuhoc.trials.effects import ActivityEffect, activity_effect
from hieuhoc.trials.rules import ENOUGH_DOSSIERS
from hieuhoc.web.guards import needs
from hieuhoc.web.kept import kept_under
from hieuhoc.web.office.work_filters import chips_of, filter_of, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number

KEPT_FOR_SECONDS = 300  # every decided dossier of the year is looked at for it


@needs("trials.read_effect")
def activity_effect_page(request: Request) -> HttpResponse:
    years, today, scope = year_filter(request).options, timezone.localdate(), request.scope
    newest = next((value for value, _words in years), str(today.year))
    year = filter_of(request, "year", _("Năm"), years, newest)
    chosen = int(year.chosen or newest)
    counted_at, effect = kept_under(
        ("activity effect", chosen, *scope.words),
        lambda: (timezone.now(), activity_effect(chosen, scope, today)),
        seconds=KEPT_FOR_SECONDS,
    )
    address = reverse("office:activity-effect")
    whole = effect.whole
    context = {
        "filters": [year],
        "chips": chips_of([year], address),
        "clear_url": address,
        "sentence": _sentence(effect, chosen),
        "rows": [
            (_("Có dự ít nhất một hoạt động trước khi xét"), whole.came_passed, whole.came),
            (_("Không dự"), whole.stayed_passed, whole.stayed),
        ],
        "strata": effect.strata,
        "answer": effect.answer,
        "enough": ENOUGH_DOSSIERS,
        "counted_at": counted_at,
        "page_year": chosen,
    }
    return render(request, "office/activities/effect.html", context)


def _sentence(effect: ActivityEffect, year: int) -> str:
    told = {"year": year, "enough": ENOUGH_DOSSIERS}
    if effect.answer is None:
        return (
            _(
                "Năm %(year)s chưa đủ hồ sơ đã xét để nói (cần ít nhất %(enough)s người dự và %(enough)s người không dự)."
            )
            % told
        )
    return _answer(effect.answer) % (told | _numbers(effect.answer))


def _answer(answer: Compared) -> str:
    if answer.low > 0:
        return _(
            "Năm %(year)s, người có dự đạt nhiều hơn %(difference)s điểm phần trăm (khoảng tin cậy %(low)s đến %(high)s)."
        )
    if answer.high < 0:
        return _(
            "Năm %(year)s, người có dự đạt ít hơn %(difference)s điểm phần trăm (khoảng tin cậy %(low)s đến %(high)s)."
        )
    return _(
        "Năm %(year)s chưa thấy khác nhau rõ: %(difference)s điểm phần trăm (khoảng tin cậy %(low)s đến %(high)s)."
    )


def _numbers(answer: Compared) -> dict[str, str]:
    """Points of per cent; the sign is said in words where the sentence says more or less."""
    is_clear = answer.low > 0 or answer.high < 0
    difference = abs(answer.difference) if is_clear else answer.difference
    return {
        "difference": number(difference * 100, 1),
        "low": number(answer.low * 100, 1),
        "high": number(answer.high * 100, 1),
    }
