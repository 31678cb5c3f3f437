"""What a draft asks and how much each answer weighs: points of a criterion, one more, one less, a mark less. Positions
stay 1, 2, 3 … without a gap: points of dossiers are kept in their order."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.actions.drafting import locked_draft
from hieuhoc.criteria.models import Competence, Criterion, PassRule, Version
from hieuhoc.lib.errors import Refusal

MOST_POINTS = 100
MOST_CRITERIA = 40
FAR_OFF = 1000  # positions are unique at every moment: they step aside together, then stand where they belong


@transaction.atomic
def weigh_criterion(criterion: Criterion, *, max_points: int, actor: User | None) -> Criterion:
    """How many points a criterion of a draft gives at most: its weight among the others."""
    require(actor, "criteria.weigh_criterion")
    version = locked_draft(criterion.version_id)
    _refuse_points(max_points)
    old, criterion.max_points = criterion.max_points, max_points
    criterion.save(update_fields=["max_points"])
    record(
        "criteria.weigh_criterion",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"criterion": [criterion.position, criterion.position], "max_points": [old, max_points]},
    )
    return criterion


@transaction.atomic
def add_criterion(
    competence: Competence, *, text: str, max_points: int, source: str, certainty: str, actor: User | None
) -> Criterion:
    """A new question, last of its competence; those behind it move on by one."""
    require(actor, "criteria.add_criterion")
    version = locked_draft(competence.version_id)
    _refuse_points(max_points)
    if version.criteria.count() >= MOST_CRITERIA:
        raise Refusal(
            _("Một bộ tiêu chí có nhiều nhất %(count)d chỉ số.") % {"count": MOST_CRITERIA}, code="too_many_criteria"
        )
    before = version.criteria.filter(competence__position__lte=competence.position)
    position = (before.aggregate(last=Max("position"))["last"] or 0) + 1
    _step(version, behind=position - 1, by=1)
    criterion = Criterion.objects.create(
        version=version,
        competence=competence,
        position=position,
        text=text.strip(),
        max_points=max_points,
        source=source,
        certainty=certainty,
    )
    record(
        "criteria.add_criterion",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"criterion": [None, position], "text": [None, criterion.text], "max_points": [None, max_points]},
    )
    return criterion


@transaction.atomic
def drop_criterion(criterion: Criterion, *, actor: User | None) -> Version:
    """Out of the draft, with its words for single groups; those behind it move up by one."""
    require(actor, "criteria.drop_criterion")
    version = locked_draft(criterion.version_id)
    criterion = Criterion.objects.get(pk=criterion.pk)
    record(
        "criteria.drop_criterion",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"criterion": [criterion.position, None], "text": [criterion.text, None]},
    )
    criterion.delete()
    _step(version, behind=criterion.position, by=-1)
    return version


@transaction.atomic
def drop_pass_rule(rule: PassRule, *, actor: User | None) -> Version:
    """The mark of one area class goes: there the general mark holds. The general one itself is never taken out."""
    require(actor, "criteria.drop_pass_rule")
    version = locked_draft(rule.version_id)
    if not rule.area_class:
        raise Refusal(_("Mức đạt chung không bỏ được."), remedy=_("Sửa mức ấy nếu cần."), code="general_rule")
    record(
        "criteria.drop_pass_rule",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={
            "area_class": [rule.area_class, None],
            "min_total": [rule.min_total, None],
            "min_each": [rule.min_each, None],
        },
    )
    rule.delete()
    return version


def _step(version: Version, *, behind: int, by: int) -> None:
    version.criteria.filter(position__gt=behind).update(position=F("position") + FAR_OFF)
    version.criteria.filter(position__gt=FAR_OFF).update(position=F("position") - FAR_OFF + by)


def _refuse_points(max_points: int) -> None:
    if not 1 <= max_points <= MOST_POINTS:
        raise Refusal(
            _("Điểm tối đa của một chỉ số từ 1 đến %(most)d.") % {"most": MOST_POINTS}, code="points_out_of_range"
        )
