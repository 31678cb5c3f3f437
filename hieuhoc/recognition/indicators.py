"""T2 to T5: who holds the title among adults of learning groups and staff of learning units, and what holders can do.

A title counts for its round's year whatever the decision's date; one revoked counts no more. The dead and the gone do
not count from that day. Sources: Decision 677/QĐ-TTg, section I; settings of the target set choose the reading.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.definition import Indicator, Reading

SQL = Path(__file__).parent / "sql"
ADULTS = (SQL / "adults.sql").read_text("utf-8")
STAFF = (SQL / "staff.sql").read_text("utf-8")
HOLDERS = (SQL / "holders.sql").read_text("utf-8")
ADULTS_IN_DUCKDB = (SQL / "adults.duckdb.sql").read_text("utf-8")
HOLDERS_IN_DUCKDB = (SQL / "holders.duckdb.sql").read_text("utf-8")

BY_GROUP_STATUS = (
    Reading("registered", _("Tính cả mô hình đã đăng ký"), "TRUE", "holds_title"),
    Reading("recognised", _("Chỉ tính mô hình đã được công nhận"), "is_recognised", "holds_title"),
)

INDICATORS = (
    Indicator(
        code="T2",
        name=_("Người lớn đạt danh hiệu"),
        sentence=_(
            "Người lớn trong gia đình học tập, dòng họ học tập, cộng đồng học tập đạt danh hiệu Công dân học tập; "
            "mỗi người tính một lần, tại nơi cư trú ngày 31/12."
        ),
        people=_("người lớn"),
        members=ADULTS,
        members_in_duckdb=ADULTS_IN_DUCKDB,
        readings=BY_GROUP_STATUS,
        reading_of=lambda settings: settings.group_status,
    ),
    Indicator(
        code="T3",
        name=_("Cán bộ, người lao động đạt danh hiệu"),
        sentence=_(
            "Cán bộ, công chức, viên chức, người lao động trong đơn vị học tập đạt danh hiệu Công dân học tập; "
            "tính tại đơn vị chính, theo cấp của đơn vị."
        ),
        people=_("cán bộ, người lao động"),
        members=STAFF,
        readings=BY_GROUP_STATUS,
        reading_of=lambda settings: settings.group_status,
        has_levels=True,
    ),
    Indicator(
        code="T4",
        name=_("Người đạt danh hiệu có kỹ năng số"),
        sentence=_(
            "Người đạt danh hiệu Công dân học tập có kỹ năng số và đáp ứng nhu cầu công việc; tính tại nơi công nhận."
        ),
        people=_("người đạt danh hiệu"),
        members=HOLDERS,
        members_in_duckdb=HOLDERS_IN_DUCKDB,
        readings=(
            Reading(
                "skilled_fit", _("Có kỹ năng số và đáp ứng nhu cầu công việc"), "TRUE", "is_digital AND is_job_fit"
            ),
            Reading("skilled", _("Có kỹ năng số"), "TRUE", "is_digital"),
        ),
        reading_of=lambda settings: "skilled_fit" if settings.holders_need_job_fit else "skilled",
    ),
    Indicator(
        code="T5",
        name=_("Người đạt danh hiệu thành thạo kỹ năng số"),
        sentence=_(
            "Người đạt danh hiệu Công dân học tập thành thạo kỹ năng số để tự cập nhật thông tin về tiêu chí "
            "trên môi trường số; tính tại nơi công nhận."
        ),
        people=_("người đạt danh hiệu"),
        members=HOLDERS,
        members_in_duckdb=HOLDERS_IN_DUCKDB,
        readings=(
            Reading("of_holders", _("Trong số người đạt danh hiệu"), "TRUE", "is_proficient"),
            Reading("of_skilled", _("Trong số người đạt danh hiệu có kỹ năng số"), "is_digital", "is_proficient"),
        ),
        reading_of=lambda settings: "of_skilled" if settings.proficient_of == "skilled" else "of_holders",
    ),
)
