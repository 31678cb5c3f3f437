"""The living style page: every component with sample data, for people who build pages. Only with DEBUG or DEMO."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from hieuhoc.lib.errors import Refusal
from hieuhoc.web.areas import entries_of, group_of
from hieuhoc.web.context import Frame
from hieuhoc.web.guards import public
from hieuhoc.web.menu import MenuItem, drawn_menu
from hieuhoc.web.ui.days import DayOrYearField
from hieuhoc.web.ui.drawing import Bubble
from hieuhoc.web.ui.paging import KeyPage
from hieuhoc.web.ui.shapes import Chip, Event, Ongoing, Point, Rank, Series, Task, Tile

TONES = (
    ("draft", "Đang soạn"),
    ("submitted", "Chờ xét"),
    ("checking", "Đang kiểm tra"),
    ("passed", "Đủ điều kiện"),
    ("recognised", "Đã công nhận"),
    ("refused", "Không đọc được"),
    ("withdrawn", "Đã rút"),
    ("ambiguous", "Cần chọn"),
    ("inferred", "Chưa xác nhận"),
    ("in_force", "Đang áp dụng"),
)

PEOPLE = (
    ("Nguyễn Thị Ngọc Lan", "Buôn Ma Yông", 1984, "passed", "Đủ điều kiện", 86),
    ("Y Thương Byă", "Thôn 6", 1957, "submitted", "Chờ xét", 74),
    ("H'Ƀhiŭ Ê̆ban Niê Kđăm", "Buôn Ma Yông", 1991, "recognised", "Đã công nhận", 92),
    ("Phạm Văn Khoa", "Buôn Ea Kmŏ", 1962, "failed", "Chưa đủ điều kiện", 61),
    (
        "Công Tằng Tôn Nữ Hoàng Thị Minh Nguyệt Ánh",
        "Tổ dân phố Nguyễn Trường Tộ",
        1975,
        "returned",
        "Trả lại để bổ sung",
        78,
    ),
)

PLACES = (
    ("Xã Cư Né", 12.98, 108.31, 412, 1038),
    ("Phường Tuy Hòa", 13.09, 109.31, 2210, 4120),
    ("Xã Sông Hinh", 12.93, 108.92, 310, 720),
    ("Phường Buôn Ma Thuột", 12.67, 108.04, 3022, 6120),
    ("Xã Ea Súp", 13.07, 107.88, 148, 640),
    ("Xã Krông Bông", 12.5, 108.34, 205, 590),
    ("Xã Ea H'Leo", 13.22, 108.21, 401, 980),
    ("Phường Sông Cầu", 13.45, 109.22, 700, 1500),
    ("Xã Lắk", 12.41, 108.18, 0, 0),
    ("Xã Đồng Xuân", 13.37, 109.1, 260, 690),
    ("Xã Buôn Đôn", 12.9, 107.79, 122, 410),
    ("Xã M'Drắk", 12.75, 108.75, 288, 700),
)


class SampleForm(forms.Form):
    name = forms.CharField(label="Họ và tên")
    number = forms.CharField(label="Số định danh cá nhân")
    birth = DayOrYearField(label="Ngày sinh", required=False)
    village = forms.ChoiceField(
        label="Thôn, buôn", choices=[("", "Chọn thôn, buôn"), ("1", "Buôn Ma Yông"), ("2", "Thôn 6")]
    )
    sex = forms.ChoiceField(label="Giới tính", choices=[("m", "Nam"), ("f", "Nữ")], widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    agrees = forms.BooleanField(label="Người dân đã đồng ý cho cán bộ nhập hộ", required=False)
    file = forms.FileField(label="Tệp danh sách", required=False)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if len(number) != 12:
            raise forms.ValidationError(f"Số định danh có {len(number)} chữ số; cần 12")
        return number


def sample() -> dict[str, Any]:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    as_of_then = [
        Point(2022, 96, 901, "#r"),
        Point(2023, 201, 956, "#r"),
        Point(2024, 318, 1002, "#r"),
        Point(2025, 412, 1038, "#r"),
    ]
    today = [Point(2022, 110, 1011), Point(2023, 214, 1020), Point(2024, 330, 1031), Point(2025, 412, 1038)]
    ranked = sorted(PLACES, key=lambda row: -(row[3] / (row[4] or 1)))[:6]
    return {
        "tones": TONES,
        "people": PEOPLE,
        "form": SampleForm(),
        "wrong_form": SampleForm({"w-name": "", "w-number": "07908500123", "w-birth": "31/02/1985"}, prefix="w"),
        "ongoing": Ongoing(2026, 31, 1044, is_share=True, text="31/1.044 người lớn, 3,0%", target_text="44%", url="#r"),
        "line": [Series("Xã Cư Né", [*as_of_then, Point(2026, 31, 1044, "#r", is_open=True)])],
        "lines": [Series("Bản đồ từng năm", as_of_then), Series("Bản đồ hôm nay", today)],
        "ranks": [
            Rank(name, num, den, "#r", "được lập 1/7/2025" if not index else "")
            for index, (name, _lat, _lon, num, den) in enumerate(ranked)
        ],
        "bubbles": [Bubble(name, lat, lon, num, den, "#r") for name, lat, lon, num, den in PLACES],
        "tasks": [
            Task("Hồ sơ chờ xét", 14, "#r", date(2025, 10, 2), date(2025, 11, 15), True),
            Task("Bảng tính chờ xác nhận", 1, "#r", date(2025, 11, 20)),
            Task("Người dân chờ phân về xã mới", 1204, "#r", date(2025, 7, 1), date(2025, 12, 31)),
        ],
        "chips": [
            Chip("Thôn, buôn", "Buôn Ma Yông", "#r"),
            Chip("Trạng thái", "Chờ xét", "#r"),
            Chip("Năm", "2025", "#r"),
        ],
        "page": KeyPage(list(PEOPLE), "x", "y", 25013),
        "facts": [
            ("Họ và tên", "Nguyễn Thị Ngọc Lan", "#r"),
            ("Ngày sinh", "05/03/1984"),
            ("Nơi cư trú", "Buôn Ma Yông, xã Cư Né", "#r", "Chuyển nơi ở"),
            ("Số định danh", "•••• •••• 0123", "#r", "Xem"),
        ],
        "events": [
            Event(
                "Lê Văn Minh, cán bộ xã Cư Né",
                datetime(2025, 11, 20, 14, 5, tzinfo=zone),
                "Xét hồ sơ: đủ điều kiện",
                [("Chỉ số 4", "6", "8")],
                "done",
            ),
            Event("Nguyễn Thị Ngọc Lan", datetime(2025, 11, 2, 19, 40, tzinfo=zone), "Gửi hồ sơ", (), "waiting"),
            Event(
                "Nguyễn Thị Ngọc Lan",
                datetime(2025, 10, 28, 20, 11, tzinfo=zone),
                "Mở hồ sơ đợt 2025",
                (),
                "draft",
                "Bản tiêu chí theo Quyết định 324",
            ),
        ],
        "tiles": [
            Tile("Mới", 21450, "done", "#r", True, "plus"),
            Tile("Thay đổi", 312, "doing", "#r", icon="arrows-exchange"),
            Tile("Giữ nguyên", 3105, "neutral", "#r"),
            Tile("Không nhận", 146, "failed", "#r"),
            Tile("Cảnh báo", 58, "uncertain", "#r"),
        ],
        "checked": [
            "Mã có trong sổ cấp giấy chứng nhận",
            "Quyết định 127/QĐ-UBND ngày 25/12/2025 còn hiệu lực",
            "Danh hiệu chưa bị thu hồi",
        ],
        "crumbs": [("Người dân", "#r"), ("Buôn Ma Yông", "#r")],
        "left": timedelta(seconds=47),
        "frame": Frame(
            face="office",
            menu=drawn_menu(
                tuple(
                    MenuItem(
                        str(entry.text),
                        entry.icon,
                        "#r",
                        entry.icon == "file-text",
                        group_of("office", entry.height),
                    )
                    for entry in entries_of("office")
                )
            ),
            place="Xã Cư Né",
            role="Cán bộ cấp xã",
            person="Lê Văn Minh",
            year=2025,
            may_delegate=False,
            is_officer=True,
            office_url="/office/",
            citizen_url="",
            search_url="#r",
        ),
        "page_place": "Xã Cư Né, tỉnh Đắk Lắk",
        "page_year": 2025,
    }


@public
def style_page(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Đã lưu hồ sơ của Nguyễn Thị Ngọc Lan.")
    return render(request, "ui/style/page.html", sample())


@public
def style_verification(request: HttpRequest, status: str) -> HttpResponse:
    words = {"valid": "Hợp lệ", "revoked": "Đã thu hồi", "unknown": "Không có", "unchecked": "Chưa kiểm tra được"}
    return render(
        request, "ui/style/verification.html", {**sample(), "status": status, "word": words.get(status, "Không có")}
    )


@public
def style_refusal(request: HttpRequest) -> HttpResponse:
    raise Refusal(
        "Hồ sơ này vừa được Trần Thị Hoa xét lúc 14:05.",
        legal_basis="Mỗi hồ sơ chỉ xét một lần trong một đợt.",
        remedy="Mở lại hồ sơ để xem kết quả.",
        code="changed_meanwhile",
    )


urlpatterns = [
    path("", style_page, name="ui-style"),
    path("verification/<slug:status>", style_verification, name="ui-verification"),
    path("refusal", style_refusal, name="ui-refusal"),
]
