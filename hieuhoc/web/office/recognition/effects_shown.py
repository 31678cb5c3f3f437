"""What taking back a person's or a model's title would do, in words, on the page that asks once more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.collectives.effects import ModelEffect, RevocationEffect, effect_of_revoking, effect_of_revoking_model
from hieuhoc.collectives.models import Registration
from hieuhoc.indicators.rules import counting_day
from hieuhoc.indicators.sentences import value_in_words
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.places.reads import labels
from hieuhoc.recognition.models import Title
from hieuhoc.web.choices import full_titles
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.requests import Request


@dataclass(frozen=True)
class ShownEffect:
    """`models`: (name, kind, what becomes of it); `figures`: (place, name of the figure, before, after). `itself`: what becomes
    of the model whose own recognition is taken back."""

    year: int
    models: Sequence[tuple[str, str, str]]
    figures: Sequence[tuple[str, str, str, str]]
    is_closed: bool
    itself: str = ""


def shown_effect(request: Request, title: Title) -> ShownEffect:
    return _shown(request, effect_of_revoking([title]), title.year)


def shown_model_effect(request: Request, registration: Registration) -> ShownEffect:
    """With bodies joined."""
    said = _(
        "Mô hình vẫn là đã đăng ký năm %(year)d, không còn được công nhận; giấy chứng nhận đã cấp sẽ báo “Đã thu hồi”."
    )
    itself = said % {"year": registration.year}
    return replace(_shown(request, effect_of_revoking_model(registration), registration.year), itself=itself)


def _shown(request: Request, effect: RevocationEffect, year: int) -> ShownEffect:
    subjects = [row.registration.subject for row in effect.models]
    families_read(request, (subject for subject in subjects if isinstance(subject, Group)))
    return ShownEffect(year, _models(effect), _figures(effect, year), effect.is_closed)


def _models(effect: RevocationEffect) -> list[tuple[str, str, str]]:
    subjects = [row.registration.subject for row in effect.models]
    names = full_titles(subject.pk for subject in subjects if isinstance(subject, Place))
    called = [names.get(subject.pk, "–") if isinstance(subject, Place) else str(subject) for subject in subjects]
    return [
        (name, row.registration.criteria.get_kind_display(), _becomes(row))
        for name, row in zip(called, effect.models, strict=True)
    ]


def _becomes(row: ModelEffect) -> str:
    grades = row.registration.criteria.table.grades
    words = {"before": grades[row.before.grade - 1], "after": grades[row.after.grade - 1] if row.after.grade else ""}
    told = _("từ “%(before)s” còn “%(after)s”") if row.after.grade else _("không còn đáp ứng (nay: “%(before)s”)")
    said = told % words
    if not row.is_recognised:
        return said
    return _("%(said)s; đã được công nhận nên thành việc cần xử lý: giữ hoặc thu hồi") % {"said": said}


def _figures(effect: RevocationEffect, year: int) -> list[tuple[str, str, str, str]]:
    names = labels({change.place_id for change in effect.figures}, counting_day(year, timezone.localdate()))
    return [
        (
            names[change.place_id].title if change.place_id in names else "–",
            f"{change.indicator.code} {change.indicator.name}",
            value_in_words(change.indicator, change.readings[0], change.before),
            value_in_words(change.indicator, change.readings[1], change.after),
        )
        for change in effect.figures
    ]
