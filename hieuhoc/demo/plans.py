"""A year that is planned: the province's plan with its tasks and their money, what communes made of it, what is done, spent,
reported and late."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hieuhoc.accounts.models import User
from hieuhoc.funds.models import Use
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import (
    BudgetWords,
    PaperWords,
    PlanWords,
    TaskWords,
    accept_report,
    add_budget_line,
    add_task,
    attach_use,
    derive_plan,
    draft_plan,
    issue_plan,
    report_task,
    set_target,
)
from hieuhoc.plans.counting import count_everything
from hieuhoc.plans.models import BudgetLine, BudgetUse, PlanTask, ProgrammePlan

BASES = (
    "Quyết định số 677/QĐ-TTg ngày 03/6/2022 của Thủ tướng Chính phủ",
    "Quyết định số 324/QĐ-KHVN ngày 25/10/2023 của Hội Khuyến học Việt Nam",
)
TARGETS = {"T1": 100, "T2": 44, "T3": 64, "T4": 74, "T5": 64}
EVERY, ASSOCIATION, DEPARTMENT, UNION = (
    PlanTask.Owner.COMMUNE,
    PlanTask.Owner.ASSOCIATION,
    PlanTask.Owner.DEPARTMENT,
    PlanTask.Owner.UNION,
)
STATE, FUND, SOCIAL = BudgetLine.Source.STATE, BudgetLine.Source.FUND, BudgetLine.Source.SOCIAL
STEERING = "Kiện toàn Ban Chỉ đạo xây dựng xã hội học tập"
TRAINING = "Tập huấn bộ tiêu chí cho cán bộ, hội viên"
LOUDSPEAKERS = "Tuyên truyền trên hệ thống truyền thanh cơ sở"
LEARNING = "Công bố hoạt động học tập cho người dân"
WOMEN = "Vận động hội viên phụ nữ đăng ký học tập"
CLOSING = "Tổng kết năm, báo cáo UBND tỉnh"
type GivenTask = tuple[str, str, str, tuple[int, int], str, tuple[str, int, str]]
# Task, owner, its name, (month, day) due, product, (what the records count, how much, of which kind).
TASKS: tuple[GivenTask, ...] = (
    (STEERING, DEPARTMENT, "Sở Giáo dục và Đào tạo", (2, 28), "Quyết định", ("", 0, "")),
    ("Mở đợt đánh giá Công dân học tập của năm", ASSOCIATION, "Hội Khuyến học tỉnh", (3, 31), "Đợt đánh giá", ("round", 0, "")),
    ("Nộp số liệu báo cáo của năm trước", EVERY, "", (3, 31), "Kỳ báo cáo đã nộp", ("reported", 0, "year")),
    (TRAINING, EVERY, "", (6, 30), "Danh sách hoàn thành", ("figure", 100, "T1")),
    (LOUDSPEAKERS, EVERY, "", (8, 31), "Bài phát, lịch phát", ("", 0, "")),
    (LEARNING, EVERY, "", (10, 31), "Ít nhất hai hoạt động", ("activities", 2, "")),
    (WOMEN, UNION, "Hội Liên hiệp Phụ nữ tỉnh", (11, 15), "Báo cáo", ("", 0, "")),
    ("Trình danh sách đề nghị công nhận", EVERY, "", (12, 15), "Tờ trình, danh sách", ("proposal", 0, "")),
    ("Người lớn trong mô hình học tập đạt danh hiệu", EVERY, "", (12, 31), "44% người lớn", ("figure", 44, "T2")),
    (CLOSING, ASSOCIATION, "Hội Khuyến học tỉnh", (12, 31), "Báo cáo tổng kết", ("", 0, "")),
)  # fmt: skip
# Source, million đồng, for what.
MONEY: dict[str, tuple[tuple[BudgetLine.Source, int, str], ...]] = {
    TRAINING: ((STATE, 350, "Báo cáo viên, hội trường"), (SOCIAL, 150, "In tài liệu")),
    LOUDSPEAKERS: ((STATE, 300, "Biên soạn, thu âm"),),
    LEARNING: ((STATE, 200, ""), (FUND, 120, "Học liệu, khen thưởng")),
    WOMEN: ((FUND, 12, ""),),
    CLOSING: ((STATE, 20, "Hội nghị"),),
}
MILLION = 1_000_000


def plan_year(province: Place, communes: Sequence[Place], hoa: User, minh: User, year: int, today: date) -> None:
    """`communes`: the first is Minh's, and has half of its own plan behind it; of the others some have derived theirs."""
    plan = _issued(province, hoa, year, today)
    words = "Kế hoạch xây dựng mô hình Công dân học tập năm %d của xã"
    for order, commune in enumerate(communes):
        said = _words(words % year, "UBND xã", year)
        derived = derive_plan(plan, commune, said, actor=minh if order == 0 else None)
        if order == 1:
            reason = "Hai phần ba dân số là người cao tuổi, mới sáp nhập."
            set_target(derived, "T2", year, Decimal(35), reason=reason, actor=None)
        if order == 0:
            learning = derived.tasks.get(title=LEARNING)
            add_budget_line(learning, BudgetWords(FUND, 10 * MILLION, "Học bổng, học liệu"), actor=minh)
        if order < 2:
            paper = PaperWords(f"{8 + order}/KH-UBND", min(date(year, 1, 28), today), "Chủ tịch", "Nguyễn Văn Bình")
            issue_plan(derived, paper, actor=minh if order == 0 else None)
    _spend(BudgetLine.objects.get(task__plan__derived_from=plan), communes[0], minh)
    _spend(BudgetLine.objects.get(task__plan=plan, task__title=LEARNING, source=FUND), province, hoa)
    _report(plan, communes, hoa, minh)
    count_everything(today)


def _issued(province: Place, hoa: User, year: int, today: date) -> ProgrammePlan:
    title = f"Xây dựng mô hình “Công dân học tập” năm {year} trên địa bàn tỉnh"
    bases = "\n".join(BASES)
    plan = draft_plan(_words(title, "UBND tỉnh", year, bases), province, actor=hoa)
    for indicator, number in TARGETS.items():
        set_target(plan, indicator, year, Decimal(number), actor=hoa)
    for title, owner, name, (month, day), product, (code, number, choice) in TASKS:
        task = add_task(
            plan,
            TaskWords(
                title=title,
                owner=owner,
                owner_name=name,
                place=province,
                starts_on=date(year, max(1, month - 4), 1),
                due_on=date(year, month, day),
                product=product,
                product_code=code,
                product_year=year - (code == "reported") if code else None,
                product_number=Decimal(number) if number else None,
                product_choice=choice,
            ),
            actor=hoa,
        )
        for source, millions, about in MONEY.get(title, ()):
            add_budget_line(task, BudgetWords(source, millions * MILLION, about), actor=hoa)
    paper = PaperWords(
        "12/KH-UBND",
        min(date(year, 1, 12), today),
        "KT. Chủ tịch; Phó Chủ tịch",
        "H'Yim Kđoh",
        "Như trên\nHội Khuyến học tỉnh",
    )
    return issue_plan(plan, paper, actor=hoa)


def _words(title: str, organ: str, year: int, bases: str = "") -> PlanWords:
    purpose = "Mỗi người dân có cơ hội học tập suốt đời; kết quả đo bằng số liệu, không bằng báo cáo."
    return PlanWords(title, organ, bases, date(year, 1, 1), date(year, 12, 31), purpose)


def _spend(line: BudgetLine, place: Place, officer: User) -> None:
    """What the fund of the place paid, and one use that waits, are made of the line."""
    uses = Use.objects.filter(fund__place=place).exclude(pk__in=BudgetUse.objects.values("use"))
    waiting = uses.filter(status=Use.Status.ASKED)
    for use in [*uses.paid().order_by("pk")[:3], *waiting.order_by("pk")[:1]]:
        attach_use(line, use, actor=officer)


def _report(plan: ProgrammePlan, communes: Sequence[Place], hoa: User, minh: User) -> None:
    """Minh's commune waits for an answer, the next ones have theirs; all others are late."""
    told = PlanTask.objects.filter(plan=plan, is_part=True, title=LOUDSPEAKERS)
    for order, commune in enumerate(communes):
        text = "Đã phát 24 bài trên loa của 12 buôn, thôn; lịch phát và bài phát lưu ở văn phòng."
        report = report_task(told.get(place=commune), text=text, actor=minh if order == 0 else None)
        if order:
            accept_report(report, answer="Đủ.", actor=hoa)
    first = PlanTask.objects.get(plan=plan, title=STEERING)
    report_task(first, text="Quyết định số 15/QĐ-UBND kiện toàn Ban Chỉ đạo.", actor=hoa)
