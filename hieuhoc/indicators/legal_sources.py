"""The papers by which figures of the programme are asked for, as indicators and reported figures cite them."""

from django.utils.translation import gettext_lazy as _

OF_677 = _("Quyết định 677/QĐ-TTg ngày 03/6/2022, mục I")
OF_387 = _("Quyết định 387/QĐ-TTg ngày 25/3/2022, mục tiêu đến năm 2025")
YEARLY_REPORT = _("Báo cáo tổng kết năm của Hội Khuyến học các cấp")
STATISTICS = _("Luật Thống kê 2015 (sửa đổi 2021): số liệu dân số của cơ quan thống kê")
