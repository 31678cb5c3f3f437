"""T2 to T5: who holds the title among adults of learning groups and staff of learning units, and what holders can do.

A title counts for its round's year whatever the decision's date; one revoked counts no more. The dead and the gone do
not count from that day. Sources: Decision 677/QĐ-TTg, section I; settings of the target set choose the reading.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.definition import Indicator, IndicatorReading, LeftOut, Setting
from hieuhoc.indicators.legal_sources import OF_677
from hieuhoc.indicators.relations import PLACE, YEAR, Relation, RelationColumn, RelationType
from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.people.indicators import CITIZEN, FIRST_LIVING_HERE, LEVEL, PERSON, UNIT, UNIT_SEAT

SQL = Path(__file__).parent / "sql"
ADULTS = (SQL / "adults.sql").read_text("utf-8").replace("{adult_age}", str(ADULT_AGE))
STAFF = (SQL / "staff.sql").read_text("utf-8")
HOLDERS = (SQL / "holders.sql").read_text("utf-8")
ADULTS_IN_DUCKDB = (SQL / "adults.duckdb.sql").read_text("utf-8").replace("{adult_age}", str(ADULT_AGE))
HOLDERS_IN_DUCKDB = (SQL / "holders.duckdb.sql").read_text("utf-8")

BY_GROUP_STATUS = (
    IndicatorReading(
        "registered", _("Tính cả mô hình đã đăng ký"), denominator="left_out = ''", numerator="holds_title"
    ),
    IndicatorReading(
        "recognised",
        _("Chỉ tính mô hình đã được công nhận"),
        denominator="is_recognised AND left_out = ''",
        numerator="holds_title",
    ),
)
NOT_YET_RECOGNISED = "holds_title AND left_out = '' AND NOT is_recognised"
HOLDER = _("người đạt danh hiệu")
GONE = LeftOut("gone", _("đã mất hoặc chuyển đi trước ngày tính"), "left_out = 'gone'")
ADULTS_LEFT_OUT = (
    GONE,
    LeftOut("no_home", _("chưa có nơi cư trú vào ngày tính"), "left_out = 'no_home'"),
    LeftOut("no_birth", _("chưa ghi ngày sinh hoặc năm sinh"), "left_out = 'no_birth'"),
    LeftOut("minor", _("chưa đủ 18 tuổi"), "left_out = 'minor'"),
    LeftOut("no_village", _("chưa ghi thôn, và không ở gia đình, dòng họ học tập nào"), "left_out = 'no_village'"),
    LeftOut("no_group", _("không ở gia đình, dòng họ, cộng đồng học tập nào"), "left_out = 'no_group'"),
    LeftOut("unrecognised", _("mô hình mới đăng ký, chưa được công nhận"), NOT_YET_RECOGNISED, ("recognised",)),
)
STAFF_LEFT_OUT = (
    LeftOut("central", _("đơn vị cấp trung ương"), "left_out = 'central'"),
    LeftOut("no_unit", _("đơn vị không đăng ký là đơn vị học tập"), "left_out = 'no_unit'"),
    LeftOut("unrecognised", _("đơn vị mới đăng ký, chưa được công nhận"), NOT_YET_RECOGNISED, ("recognised",)),
)

RECOGNITION = (
    "SELECT year, {subject}, CASE WHEN status = 'recognised' THEN 1 ELSE 0 END AS rank"
    " FROM stat.recognition WHERE {subject} IS NOT NULL"
)


def recognised(name: str, subject: str) -> Relation:
    """Which groups, units or villages were registered (rank 0) or recognised (1) in which year."""
    columns = (YEAR, RelationColumn(subject, RelationType.ID), RelationColumn("rank", RelationType.SMALL))
    return Relation(name, columns, RECOGNITION.replace("{subject}", subject), "year")


RELATIONS = (
    recognised("learning_group", "group_id"),
    recognised("learning_unit", "unit"),
    recognised("learning_village", "village"),
    Relation(
        "title",  # not revoked
        (CITIZEN, YEAR, PLACE),
        "SELECT citizen, year, place FROM stat.title WHERE revoked_on IS NULL OR revoked_on > {today}",
        "year",
    ),
)

SETTINGS = (
    Setting(
        "group_status",
        label=_("Mô hình được tính"),
        lead=_("Mô hình được tính (T2, T3):"),
        choices=(
            ("registered", _("Đã đăng ký (gồm cả đã công nhận)")),
            ("recognised", _("Đã công nhận")),
        ),
        default="registered",
    ),
    Setting(
        "holders_need_job_fit",
        label=_("T4 gồm cả đáp ứng nhu cầu công việc"),
        lead=_("T4:"),
        choices=(
            (True, _("có kỹ năng số và đáp ứng nhu cầu công việc")),
            (False, _("có kỹ năng số, không xét đáp ứng nhu cầu công việc")),
        ),
        default=True,
    ),
    Setting(
        "proficient_of",
        label=_("Cách đọc T5"),
        lead=_("T5:"),
        choices=(
            ("holders", _("Trong số người đạt danh hiệu")),
            ("skilled", _("Trong số người đạt danh hiệu có kỹ năng số")),
        ),
        default="holders",
    ),
)

INDICATORS = (
    Indicator(
        code="T2",
        name=_("Người lớn đạt danh hiệu"),
        sentence=_(
            "Người lớn trong gia đình học tập, dòng họ học tập, cộng đồng học tập đạt danh hiệu Công dân học tập; "
            "mỗi người tính một lần, tại nơi cư trú ngày 31/12."
        ),
        subject=PERSON,
        of=_("người lớn"),
        legal_source=OF_677,
        note=_("Người lớn: đủ 18 tuổi vào 31/12 của năm; chỉ biết năm sinh thì lấy năm trừ năm sinh."),
        is_headline=True,
        members=ADULTS,
        members_in_duckdb=ADULTS_IN_DUCKDB,
        first_here=FIRST_LIVING_HERE,
        readings=BY_GROUP_STATUS,
        reading_of=lambda settings: str(settings["group_status"]),
        left_out=ADULTS_LEFT_OUT,
        left_out_beside="numerator",
        left_out_of=HOLDER,
    ),
    Indicator(
        code="T3",
        name=_("Cán bộ, người lao động đạt danh hiệu"),
        sentence=_(
            "Cán bộ, công chức, viên chức, người lao động trong đơn vị học tập đạt danh hiệu Công dân học tập; "
            "tính tại đơn vị chính, theo cấp của đơn vị (xã, huyện, tỉnh)."
        ),
        subject=PERSON,
        seated=UNIT_SEAT,
        of=_("cán bộ, người lao động"),
        legal_source=OF_677,
        note=_("T3 không tính đơn vị cấp trung ương: chỉ tiêu nói đến cấp xã, huyện, tỉnh."),
        members=STAFF,
        readings=BY_GROUP_STATUS,
        reading_of=lambda settings: str(settings["group_status"]),
        left_out=STAFF_LEFT_OUT,
        left_out_beside="numerator",
        left_out_of=_("cán bộ, người lao động đạt danh hiệu"),
        dimension=LEVEL,
        holder=UNIT,
    ),
    Indicator(
        code="T4",
        name=_("Người đạt danh hiệu có kỹ năng số"),
        sentence=_(
            "Người đạt danh hiệu Công dân học tập có kỹ năng số và đáp ứng nhu cầu công việc; tính tại nơi công nhận."
        ),
        subject=PERSON,
        of=_("người đạt danh hiệu"),
        legal_source=OF_677,
        members=HOLDERS,
        members_in_duckdb=HOLDERS_IN_DUCKDB,
        left_out=(GONE,),
        left_out_of=HOLDER,
        readings=(
            IndicatorReading(
                "skilled_fit",
                _("Có kỹ năng số và đáp ứng nhu cầu công việc"),
                denominator="left_out = ''",
                numerator="is_digital AND is_job_fit",
            ),
            IndicatorReading("skilled", _("Có kỹ năng số"), denominator="left_out = ''", numerator="is_digital"),
        ),
        tells_begun_years=True,
        reading_of=lambda settings: "skilled_fit" if settings["holders_need_job_fit"] else "skilled",
    ),
    Indicator(
        code="T5",
        name=_("Người đạt danh hiệu thành thạo kỹ năng số"),
        sentence=_(
            "Người đạt danh hiệu Công dân học tập thành thạo kỹ năng số để tự cập nhật thông tin về tiêu chí "
            "trên môi trường số; tính tại nơi công nhận."
        ),
        subject=PERSON,
        of=_("người đạt danh hiệu"),
        legal_source=OF_677,
        members=HOLDERS,
        members_in_duckdb=HOLDERS_IN_DUCKDB,
        left_out=(GONE,),
        left_out_of=HOLDER,
        readings=(
            IndicatorReading(
                "of_holders",
                _("Trong số người đạt danh hiệu"),
                denominator="left_out = ''",
                numerator="is_digital AND is_proficient",
            ),
            IndicatorReading(
                "of_skilled",
                _("Trong số người đạt danh hiệu có kỹ năng số"),
                denominator="is_digital AND left_out = ''",
                numerator="is_proficient",
                of=_("người đạt danh hiệu có kỹ năng số"),
            ),
        ),
        reading_of=lambda settings: "of_skilled" if settings["proficient_of"] == "skilled" else "of_holders",
    ),
)
