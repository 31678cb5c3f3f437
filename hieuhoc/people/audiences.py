"""People of a place: its adults, and those who stand at the head of its families and clans."""

from django.utils.translation import gettext_lazy

from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.news.addressing import CITIZEN, AudienceAsked, AudienceQuestion, Sql, TargetAudience
from hieuhoc.people.models import Group

ADULTS = """
SELECT id AS person FROM people_citizen
WHERE home_id = ANY(%(of_places)s) AND birth_year <= %(of_born)s AND joined_into_id IS NULL
"""
HEADS = """
SELECT DISTINCT held.citizen_id AS person FROM people_membership AS held
JOIN people_group AS body ON body.id = held.group_id AND body.until IS NULL
WHERE held.role = 'head' AND held.until IS NULL AND body.place_id = ANY(%(of_places)s)
  AND body.kind = ANY(%(of_kinds)s)
"""
BOTH = "both"


def adults(asked: AudienceAsked) -> Sql:
    return Sql(ADULTS, adults_of(asked))


def adults_of(asked: AudienceAsked) -> dict[str, object]:
    """The values by which adults of the places are told: in the year they come of age they are."""
    return {"of_places": list(asked.places), "of_born": asked.on.year - ADULT_AGE}


def heads(asked: AudienceAsked) -> Sql:
    kind = asked.values["kind"]
    kinds = [str(value) for value in Group.Kind.values] if kind == BOTH else [kind]
    return Sql(HEADS, {"of_places": list(asked.places), "of_kinds": kinds})


AUDIENCES = (
    TargetAudience(
        "adults",
        CITIZEN,
        gettext_lazy("Người lớn của nơi được chọn"),
        gettext_lazy("Mọi người từ 18 tuổi đang cư trú."),
        adults,
    ),
    TargetAudience(
        "heads",
        CITIZEN,
        gettext_lazy("Người đứng đầu gia đình, dòng họ"),
        gettext_lazy("Người được ghi là đứng đầu một gia đình, dòng họ đang có ở nơi được chọn."),
        heads,
        questions=(
            AudienceQuestion(
                "kind",
                gettext_lazy("Của"),
                BOTH,
                choices=(
                    (BOTH, gettext_lazy("Gia đình và dòng họ")),
                    *((kind.value, kind.label) for kind in Group.Kind),
                ),
            ),
        ),
    ),
)
