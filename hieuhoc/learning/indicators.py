"""T1: how many cadres and members of the Study Encouragement Association were taught the criteria (677, section I)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.definition import Indicator, IndicatorReading
from hieuhoc.indicators.legal_sources import OF_677
from hieuhoc.indicators.relations import Relation, RelationColumn, RelationType
from hieuhoc.people.indicators import BRANCH_SEAT, CITIZEN, OF_HALF_A_MILLION, PERSON

RELATIONS = (
    Relation(
        "training",  # completed
        (CITIZEN, RelationColumn("held_on", RelationType.DAY)),
        "SELECT citizen, held_on FROM stat.training WHERE completed",
        OF_HALF_A_MILLION,
    ),
)

INDICATORS = (
    Indicator(
        code="T1",
        name=_("Cán bộ, hội viên được học tập tiêu chí"),
        sentence=_(
            "Cán bộ, hội viên Hội Khuyến học đã hoàn thành một lớp học tập, quán triệt tiêu chí; "
            "tính tại chi hội chính."
        ),
        subject=PERSON,
        seated=BRANCH_SEAT,
        of=_("cán bộ, hội viên"),
        legal_source=OF_677,
        members=(Path(__file__).parent / "sql" / "association.sql").read_text("utf-8"),
        readings=(IndicatorReading("trained", _("Đã hoàn thành ít nhất một lớp"), numerator="is_trained"),),
        reading_of=lambda settings: "trained",
    ),
)
