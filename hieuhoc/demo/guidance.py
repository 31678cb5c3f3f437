"""Guidance of the province: what was replaced, what is read by some, asked of and answered; and a commune's own for its villages."""

from datetime import date

from hieuhoc.accounts.models import Role, User
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import (
    CircularWords,
    answer_question,
    ask_circular,
    confirm_circular,
    draft_circular,
    issue_circular,
)
from hieuhoc.plans.models import Circular

DOSSIERS = """## Ai đánh giá

Người dân tự chấm mười chỉ số trên điện thoại hoặc nhờ cán bộ thôn, buôn ghi hộ; xã, phường thẩm định.

## Thời gian

- Tự đánh giá: đến hết **30/10**.
- Xã, phường thẩm định, họp hội đồng: đến hết **30/11**.
- Trình danh sách đề nghị công nhận: trước **15/12**.

## Điều dễ sai

Bằng chứng chụp rõ chữ; không gửi ảnh giấy tờ tuỳ thân. Người 80 điểm đúng không phải làm lại hồ sơ.
"""
OLD_DOSSIERS = "Người dân tự chấm trên phiếu giấy; xã, phường nhập vào bảng tính trước 15/11."
FUNDS = """Khoản đã hứa phải ghi nhận trong ba ngày. Chi học bổng cần **hai người**: một người đề nghị, một người duyệt.

Mỗi quý công khai số thu, số chi ở trang của quỹ.
"""
VILLAGES = "Mỗi thôn, buôn họp một buổi trong tháng, hướng dẫn người dân mở tài khoản và tự đánh giá."


def guide(province: Place, commune: Place, hoa: User, minh: User, year: int, today: date) -> None:
    """Minh has read the first and asked of it; the second still waits for him."""
    both = [Role.COMMUNE, Role.VILLAGE]
    title = f"Hướng dẫn đánh giá, công nhận Công dân học tập năm {year}"
    old = _published(f"{title} (tạm thời)", OLD_DOSSIERS, province, both, "18/HD-HKH", date(year, 2, 10), hoa, today)
    first = _published(title, DOSSIERS, province, both, "45/HD-HKH", date(year, 4, 6), hoa, today, replaces=old)
    confirm_circular(first, actor=minh)
    question = ask_circular(first, commune, text="Người đi làm xa nộp hồ sơ ở xã nào?", actor=minh)
    answer_question(question, answer="Ở xã đang thường trú; gửi qua mạng, không cần về.", actor=hoa)
    ask_circular(first, commune, text="Hội đồng họp trực tuyến có được không?", actor=minh)
    funds = "Hướng dẫn thu, chi, công khai quỹ khuyến học"
    _published(funds, FUNDS, province, [Role.COMMUNE], "52/HD-HKH", date(year, 5, 20), hoa, today)
    villages = "Hướng dẫn các thôn, buôn giúp người dân tự đánh giá"
    _published(villages, VILLAGES, commune, [Role.VILLAGE], "07/HD-UBND", date(year, 4, 20), minh, today)


def _published(
    title: str,
    text: str,
    place: Place,
    roles: list[Role],
    number: str,
    day: date,
    actor: User,
    today: date,
    replaces: Circular | None = None,
) -> Circular:
    words = CircularWords(title, text, place, roles, replaces)
    return issue_circular(draft_circular(words, place, actor=actor), number, min(day, today), actor=actor)
