"""The deeds on figures: years are opened, closed, revised with a reason and published; targets are entered as data."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit import actions as audit
from hieuhoc.indicators.definition import registry, unknown_settings
from hieuhoc.indicators.disclosure import open_figures
from hieuhoc.indicators.models import Revision, StaleMark, Target, TargetSet
from hieuhoc.indicators.rules import Measure, Settings
from hieuhoc.indicators.staleness import map_changed as map_changed
from hieuhoc.indicators.staleness import mark_stale as mark_stale
from hieuhoc.indicators.target_sets import sets_to_keep
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place


def open_year(year: int, *, actor: User | None) -> Revision:
    """Figures are kept for this year from now on (assessment.open_round calls it). Opening twice changes nothing."""
    require(actor, "indicators.open_year")
    with transaction.atomic():
        revision, is_new = Revision.objects.get_or_create(year=year, number=0)
        if is_new:
            audit.record("indicators.open_year", actor=actor, subject_kind="revision", subject_id=revision.pk)
        return revision


def close_year(year: int, *, actor: User | None) -> Revision:
    """The year's live figures become its first fixed ones; later changes wait for a revision."""
    require(actor, "indicators.close_year")
    with transaction.atomic():
        revision = Revision.objects.select_for_update().filter(year=year, number=0).first()
        if revision is None:
            raise Refusal(_("Năm %(year)s chưa có số liệu.") % {"year": year}, code="no_figures")
        if not revision.is_open:
            raise Refusal(_("Năm %(year)s đã chốt số liệu.") % {"year": year}, code="already_closed")
        if timezone.localdate() <= date(year, 12, 31):
            raise Refusal(
                _("Năm %(year)s chưa kết thúc nên chưa chốt số liệu được.") % {"year": year}, code="year_not_over"
            )
        if revision.counted_at is None or StaleMark.objects.filter(year=year).exists():
            raise Refusal(_("Số liệu đang được tính lại; chờ tính xong rồi chốt."), code="being_recounted")
        revision.is_open = False
        revision.closed_at = timezone.now()
        revision.target_sets = sets_to_keep(year)
        revision.save(update_fields=["is_open", "closed_at", "target_sets"])
        audit.record(
            "indicators.close_year",
            actor=actor,
            subject_kind="revision",
            subject_id=revision.pk,
            changes={"is_open": [True, False]},
        )
        return revision


def revise_year(year: int, *, reason: str, actor: User | None) -> Revision:
    """A closed year is counted anew, by the target sets of now, as a further revision; the job fills in `counted_at` when its figures stand."""
    require(actor, "indicators.revise_year")
    if not reason.strip():
        raise Refusal(_("Ghi lý do điều chỉnh số liệu."), code="no_reason")
    with transaction.atomic():
        first = Revision.objects.select_for_update().filter(year=year, number=0).first()
        if first is None or first.is_open:
            raise Refusal(_("Chỉ điều chỉnh được năm đã chốt số liệu."), code="not_closed")
        if Revision.objects.filter(year=year, is_open=False, counted_at__isnull=True).exists():
            raise Refusal(_("Lần điều chỉnh trước đang được tính; chờ tính xong."), code="being_recounted")
        last = Revision.objects.filter(year=year).aggregate(last=Max("number"))["last"]
        revision = Revision.objects.create(
            year=year,
            number=last + 1,
            is_open=False,
            reason=reason.strip(),
            made_by=actor,
            closed_at=timezone.now(),
            target_sets=sets_to_keep(year),
        )
        audit.record(
            "indicators.revise_year",
            actor=actor,
            subject_kind="revision",
            subject_id=revision.pk,
            changes={"number": [last, revision.number], "reason": [None, revision.reason]},
        )
        app.configure_task("indicators.count_revision", queue="figures").defer(revision_id=revision.pk)
        return revision


def publish_revision(revision: Revision, *, actor: User | None) -> Revision:
    """From now on everybody may read these figures."""
    require(actor, "indicators.publish_revision")
    with transaction.atomic():
        revision = Revision.objects.select_for_update().get(pk=revision.pk)
        if revision.is_open or revision.counted_at is None:
            raise Refusal(_("Chỉ công bố được số liệu đã chốt và đã tính xong."), code="not_closed")
        if revision.published_at is None:
            revision.published_at = timezone.now()
            revision.save(update_fields=["published_at"])
            hidden = open_figures(revision)
            audit.record(
                "indicators.publish_revision",
                actor=actor,
                subject_kind="revision",
                subject_id=revision.pk,
                changes={"hidden_figures": [None, hidden]},
            )
        return revision


def enter_targets(
    *,
    code: str,
    name: str,
    document: str,
    numbers: Mapping[tuple[str, int], Decimal | None],
    settings: Settings,
    place_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    english: Mapping[str, str] | None = None,
    actor: User | None,
) -> TargetSet:
    """A plan's targets, new or corrected (by its code). `numbers`: (indicator, year) -> per cent of a share, else subjects
    or the indicator's unit; None = no number. `settings`: code -> value, as rooms declare them. What is not said is as
    the set before or above says. `english`: name and document -> their unofficial translations. Open years are measured
    by it at once, closed ones not before they are revised."""
    require(actor, "indicators.enter_targets", place_id)
    if since is not None and until is not None and since >= until:
        raise Refusal(_("Ngày hết hiệu lực phải sau ngày có hiệu lực."), code="until_before_since")
    _refuse_unknown_targets(numbers, settings)
    with transaction.atomic():
        standing = TargetSet.objects.filter(code=code).first()
        if standing is not None and standing.place_id != place_id:
            raise Refusal(
                _("Mã “%(code)s” là của bộ chỉ tiêu khác: %(name)s.") % {"code": code, "name": standing.name},
                remedy=_("Chọn mã khác."),
                code="code_taken",
            )
        _refuse_a_second_one(code, place_id, since)
        decided = dict(settings)
        decided_before = None if standing is None else standing.settings
        target_set, is_new = TargetSet.objects.select_for_update().update_or_create(
            code=code,
            defaults={
                "name": name,
                "document": document,
                "place_id": place_id,
                "since": since,
                "until": until,
                "settings": decided,
                "english": {text: words for text, words in (english or {}).items() if words},
            },
        )
        before = {f"{row.indicator} {row.year}": row.number for row in target_set.targets.all()}
        target_set.targets.all().delete()
        Target.objects.bulk_create(
            Target(
                target_set=target_set,
                indicator=indicator,
                year=year,
                measure=registry[indicator].measure,
                number=number,
            )
            for (indicator, year), number in numbers.items()
        )
        after = {f"{indicator} {year}": number for (indicator, year), number in numbers.items()}
        audit.record(
            "indicators.enter_targets",
            actor=actor,
            subject_kind="target_set",
            subject_id=target_set.pk,
            place=place_id,
            changes={"targets": [None if is_new else before, after], "settings": [decided_before, decided]},
        )
        return target_set


def _refuse_a_second_one(code: str, place_id: int | None, since: date | None) -> None:
    """Two sets of one place are in order by the day they begin."""
    if place_id is not None:
        Place.objects.select_for_update(no_key=True).get(pk=place_id)
    same_day = Q(since__isnull=True) if since is None else Q(since=since)
    same_place = Q(place__isnull=True) if place_id is None else Q(place=place_id)
    other = TargetSet.objects.filter(same_day, same_place).exclude(code=code).first()
    if other is not None:
        raise Refusal(
            _("Địa bàn này đã có bộ “%(name)s” áp dụng từ cùng ngày, nên không rõ đo theo bộ nào.")
            % {"name": other.name},
            remedy=_("Ghi ngày áp dụng khác, hoặc nhập lại với mã “%(code)s” để sửa bộ ấy.") % {"code": other.code},
            code="same_period",
        )


def _refuse_unknown_targets(numbers: Mapping[tuple[str, int], Decimal | None], settings: Settings) -> None:
    unknown = [code for code, _year in numbers if code not in registry] + unknown_settings(settings)
    if unknown:
        raise Refusal(
            _("Không có chỉ tiêu hay cách tính này: %(codes)s.") % {"codes": ", ".join(sorted(set(unknown)))},
            remedy=_("Chọn trong những chỉ tiêu và cách tính đang có."),
            code="unknown_choice",
        )
    for (code, _year), number in numbers.items():
        if number is not None and number < 0:
            raise Refusal(_("Chỉ tiêu %(code)s không được là số âm.") % {"code": code}, code="out_of_range")
        if number is not None and number > 100 and registry[code].measure is Measure.SHARE:
            raise Refusal(_("Chỉ tiêu %(code)s là tỉ lệ từ 0 đến 100%%.") % {"code": code}, code="out_of_range")
