"""The kinds of figures that are reported: what each says in a sentence, its unit, what a share is of, and by which paper it
is asked. `indicator`, `reading`: the computed figure of the same thing, compared with; "" = the records hold none."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.legal_sources import OF_387, OF_677, STATISTICS, YEARLY_REPORT
from hieuhoc.lib.words import Words

PEOPLE = _("người")
DONG = _("đồng")


@dataclass(frozen=True)
class FigureKind:
    """`whole`: what a share is of; "" = no share. `counted`: what its unit is the measure of; "" = the unit itself."""

    code: str
    name: Words
    sentence: Words
    unit: Words
    legal_source: Words
    whole: Words = ""
    counted: Words = ""
    indicator: str = ""
    reading: str = ""
    is_per_head: bool = False  # also told over the population of its place and year

    @property
    def subject(self) -> Words:
        return self.counted or self.unit

    @property
    def is_share(self) -> bool:
        return bool(self.whole)


KINDS = (
    FigureKind(
        "population",
        _("Dân số"),
        _("Dân số trung bình của năm, theo cơ quan thống kê; làm mẫu số mà hồ sơ của chương trình không có."),
        PEOPLE,
        STATISTICS,
    ),
    FigureKind(
        "citizens",
        _("Công dân học tập"),
        _("Người được công nhận Công dân học tập, trên số người thuộc diện đánh giá mà nơi báo cáo nêu."),
        PEOPLE,
        OF_677,
        whole=_("người thuộc diện đánh giá"),
        is_per_head=True,
    ),
    FigureKind(
        "adults",
        _("Người lớn đạt danh hiệu"),
        _("Người lớn trong gia đình, dòng họ, cộng đồng học tập đạt danh hiệu Công dân học tập (T2)."),
        PEOPLE,
        OF_677,
        whole=_("người lớn"),
        indicator="T2",
        reading="registered",
    ),
    FigureKind(
        "trained",
        _("Cán bộ, hội viên được học tập tiêu chí"),
        _("Cán bộ, hội viên Hội Khuyến học đã học tập, quán triệt tiêu chí (T1)."),
        PEOPLE,
        OF_677,
        whole=_("cán bộ, hội viên"),
        indicator="T1",
        reading="trained",
    ),
    FigureKind(
        "members",
        _("Hội viên Hội Khuyến học"),
        _("Hội viên của Hội Khuyến học vào cuối kỳ, trên dân số."),
        PEOPLE,
        YEARLY_REPORT,
        whole=_("dân số"),
        is_per_head=True,
    ),
    FigureKind(
        "families",
        _("Gia đình học tập"),
        _("Gia đình được công nhận Gia đình học tập, trên tổng số gia đình."),
        _("gia đình"),
        OF_387,
        whole=_("gia đình tại địa bàn"),
    ),
    FigureKind(
        "clans",
        _("Dòng họ học tập"),
        _("Dòng họ được công nhận Dòng họ học tập, trên tổng số dòng họ."),
        _("dòng họ"),
        OF_387,
        whole=_("dòng họ tại địa bàn"),
    ),
    FigureKind(
        "communities",
        _("Cộng đồng học tập"),
        _("Thôn, buôn, tổ dân phố được công nhận Cộng đồng học tập, trên tổng số."),
        _("cộng đồng"),
        OF_387,
        whole=_("thôn, buôn, tổ dân phố tại địa bàn"),
    ),
    FigureKind(
        "units",
        _("Đơn vị học tập"),
        _("Cơ quan, trường học, doanh nghiệp được công nhận Đơn vị học tập, trên tổng số đơn vị."),
        _("đơn vị"),
        OF_387,
        whole=_("đơn vị tại địa bàn"),
    ),
    FigureKind(
        "farmers",
        _("Nông dân đạt danh hiệu"),
        _("Nông dân đạt danh hiệu, trên số nông dân đã đăng ký."),
        PEOPLE,
        OF_677,
        whole=_("nông dân đã đăng ký"),
    ),
    FigureKind(
        "workers",
        _("Người lao động đạt danh hiệu"),
        _("Người lao động đạt danh hiệu, trên số người lao động đã đăng ký."),
        PEOPLE,
        OF_677,
        whole=_("người lao động đã đăng ký"),
    ),
    FigureKind(
        "officials",
        _("Cán bộ, công chức đạt danh hiệu"),
        _("Cán bộ, công chức, người quản lý đạt danh hiệu, trên số đã đăng ký."),
        PEOPLE,
        OF_677,
        whole=_("cán bộ, công chức đã đăng ký"),
    ),
    FigureKind(
        "associations",
        _("Hội Khuyến học cơ sở"),
        _("Hội Khuyến học cơ sở đang hoạt động vào cuối kỳ."),
        _("hội"),
        YEARLY_REPORT,
    ),
    FigureKind(
        "branches",
        _("Chi hội khuyến học"),
        _("Chi hội khuyến học đang hoạt động vào cuối kỳ."),
        _("chi hội"),
        YEARLY_REPORT,
    ),
    FigureKind(
        "boards",
        _("Ban khuyến học"),
        _("Ban khuyến học của dòng họ, đơn vị, cơ sở tôn giáo vào cuối kỳ."),
        _("ban"),
        YEARLY_REPORT,
    ),
    FigureKind(
        "raised",
        _("Quỹ khuyến học huy động"),
        _("Tiền, hiện vật các quỹ khuyến học nhận trong kỳ, tính bằng đồng."),
        DONG,
        YEARLY_REPORT,
        counted=_("khoản ủng hộ"),
        indicator="V1",
        reading="all",
        is_per_head=True,
    ),
    FigureKind(
        "balance",
        _("Số dư quỹ khuyến học"),
        _("Tiền, hiện vật các quỹ khuyến học còn giữ vào cuối kỳ, tính bằng đồng."),
        DONG,
        YEARLY_REPORT,
        counted=_("chứng từ"),
        indicator="V3",
        reading="all",
        is_per_head=True,
    ),
    FigureKind(
        "awards",
        _("Suất học bổng, khen thưởng"),
        _("Suất học bổng, khen thưởng đã trao trong kỳ."),
        _("suất"),
        YEARLY_REPORT,
    ),
    FigureKind(
        "award_money",
        _("Học bổng, khen thưởng đã trao"),
        _("Tiền học bổng, khen thưởng đã trao trong kỳ, tính bằng đồng."),
        DONG,
        YEARLY_REPORT,
        counted=_("suất học bổng, khen thưởng"),
        is_per_head=True,
    ),
    FigureKind(
        "scholars",
        _("Người nhận học bổng của quỹ"),
        _("Người nhận học bổng của quỹ khuyến học trong năm, mỗi người tính một lần."),
        PEOPLE,
        YEARLY_REPORT,
        indicator="V5",
        reading="all",
    ),
    FigureKind(
        "classes",
        _("Lớp của trung tâm học tập cộng đồng"),
        _("Lớp, chuyên đề các trung tâm học tập cộng đồng mở trong kỳ."),
        _("lớp"),
        YEARLY_REPORT,
    ),
    FigureKind(
        "learners",
        _("Lượt người học tại trung tâm học tập cộng đồng"),
        _("Lượt người học các lớp, chuyên đề trong kỳ."),
        _("lượt người"),
        YEARLY_REPORT,
    ),
)
BY_CODE: Mapping[str, FigureKind] = {kind.code: kind for kind in KINDS}
COMPARED = tuple(kind for kind in KINDS if kind.indicator)
PER_HEAD = tuple(kind for kind in KINDS if kind.is_per_head)


def kind_of(code: str) -> FigureKind:
    return BY_CODE[code]
