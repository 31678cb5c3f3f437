"""People by where they stand with this year's assessment: no dossier yet, a few points short."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, When
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.news.addressing import CITIZEN, AudienceAsked, AudienceQuestion, Sql, TargetAudience
from hieuhoc.people.audiences import ADULTS, adults_of

NO_DOSSIER = f"""
{ADULTS} AND NOT EXISTS (
    SELECT FROM assessment_dossier AS kept
    WHERE kept.citizen_id = people_citizen.id AND kept.round_id = %(of_round)s AND kept.status NOT IN ('withdrawn', 'draft')
)
"""
# As trials count it: the points to the mark of the rule that decided, or to the floor of each criterion, whichever is more.
SHORT = """
SELECT kept.citizen_id AS person FROM assessment_dossier AS kept
JOIN assessment_round AS held ON held.id = kept.round_id AND held.year = %(of_year)s
JOIN criteria_passrule AS rule ON rule.id = kept.pass_rule_id
WHERE kept.status = 'failed' AND kept.place_id = ANY(%(of_places)s) AND greatest(
    rule.min_total - kept.total,
    (SELECT sum(greatest(rule.min_each - given.points, 0)) FROM unnest(kept.final_points) AS given (points))
) BETWEEN 1 AND %(of_points)s
"""
SENT = """
SELECT sent.citizen_id AS person FROM assessment_dossier AS sent
JOIN assessment_round AS held ON held.id = sent.round_id
WHERE held.year >= %(of_year)s AND sent.submitted_at >= %(of_since)s
"""


def round_on(day: date) -> Round | None:
    """The newest that had begun."""
    return Round.objects.filter(opens_on__lte=day).order_by("-year").first()


def decided_year(day: date) -> int:
    """The newest closed year in which somebody did not pass; before there is one, the year going on; 0 for none. The first
    who fails in an open year is not all who were short."""
    some_failed = Exists(Dossier.objects.filter(round=OuterRef("pk"), status="failed"))
    begun = Round.objects.filter(some_failed, opens_on__lte=day)
    closed_first = Case(When(status=Round.Status.CLOSED, then=0), default=1)
    return begun.order_by(closed_first, "-year").values_list("year", flat=True).first() or 0


def without_dossier(asked: AudienceAsked) -> Sql:
    held = round_on(asked.on)
    return Sql(NO_DOSSIER, {**adults_of(asked), "of_round": held.pk if held else 0})


def few_points_short(asked: AudienceAsked) -> Sql:
    values: dict[str, Any] = {
        "of_year": decided_year(asked.on),
        "of_places": list(asked.places),
        "of_points": asked.number("points"),
    }
    return Sql(SHORT, values)


def sent_dossier(asked: AudienceAsked) -> Sql:
    held = round_on(asked.on)
    return Sql(SENT, {"of_year": held.year if held else 0, "of_since": asked.since})


def sent_again(asked: AudienceAsked) -> Sql:
    return Sql(SENT, {"of_year": decided_year(asked.on), "of_since": asked.since})


AUDIENCES = (
    TargetAudience(
        "no-dossier",
        CITIZEN,
        gettext_lazy("Chưa nộp hồ sơ đợt này"),
        gettext_lazy("Người lớn đang cư trú chưa gửi hồ sơ trong đợt đánh giá mới nhất."),
        without_dossier,
        acted=sent_dossier,
        act=gettext_lazy("đã gửi hồ sơ"),
    ),
    TargetAudience(
        "points-short",
        CITIZEN,
        gettext_lazy("Đã đánh giá, thiếu ít điểm"),
        gettext_lazy("Người chưa đủ điều kiện ở đợt xét gần nhất, thiếu không quá số điểm được chọn."),
        few_points_short,
        questions=(AudienceQuestion("points", gettext_lazy("Thiếu nhiều nhất (điểm)"), "5", least=1, most=100),),
        acted=sent_again,
        act=gettext_lazy("đã gửi lại hồ sơ"),
    ),
)
