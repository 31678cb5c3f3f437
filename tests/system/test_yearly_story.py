"""The programme's yearly life, by hand in a browser: criteria are drafted, talked about from a telephone, tried, promulgated and
taught; an activity is told of, found, come to, and stands in the dossier; who was a few points short is written to, and acts."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hieuhoc.config.environment import ROOT
from hieuhoc.demo.believable import OPEN_YEAR
from tests.recognition.test_originals import scan
from tests.system.browser import browser, complaints, overflow, page
from tests.system.product import Product
from tests.system.test_story import WORKED_OFF_WITHIN, Desk, declare
from tests.system.yearly_rows import LEARNER, SHORT

NUMBER, DECISION = "Dự thảo của câu chuyện", "99/QĐ-HKH"
VIETNAM = timezone(timedelta(hours=7))
QUIZ = "Ai công nhận danh hiệu?\n* Chủ tịch UBND cấp xã\n- Chủ tịch UBND cấp tỉnh"
# What nobody can do in a browser: let the period of a consultation pass.
DAYS_PASS = """
import django
from datetime import timedelta
from hieuhoc.config.database import hold_database
hold_database()
django.setup()
from django.db.models import F
from hieuhoc.consultations.models import Consultation
rows = Consultation.objects.filter(version__number="%s")
print(rows.update(opens_on=F("opens_on") - timedelta(90), closes_on=F("closes_on") - timedelta(90)))
"""
WORKER = """async () => {
  const held = await navigator.serviceWorker.getRegistrations();
  return held.some((registration) => registration.active && registration.scope.endsWith("/checkin/"));
}"""


@pytest.fixture
def desks(product: Product) -> Iterator[dict[str, Desk]]:
    widths = {"hoa": 1440, "minh": 1440, "citizen": 360, "stranger": 360}
    with browser() as opened, ExitStack() as stack:
        yield {who: Desk(product, stack.enter_context(page(opened, width=width))) for who, width in widths.items()}


def test_criteria_from_the_first_word_to_who_was_taught_them(desks: dict[str, Desk]) -> None:
    hoa, minh, learner = desks["hoa"], desks["minh"], desks["citizen"]
    hoa.sign_in("hoa")
    draft = _draft(hoa)
    _comment(desks["stranger"])
    _answer(hoa, draft)
    _try(hoa, draft)
    _promulgate(hoa, draft)
    minh.sign_in("minh")
    before = _trained(minh)
    course = _plan(minh)
    learner.sign_in(LEARNER)
    _register(learner)
    _check_in_offline(learner, minh, course)
    _take_quiz(learner)
    if _now().year == OPEN_YEAR:  # the demonstration has no figures of later years
        since = time.monotonic()
        while _trained(minh) == before and time.monotonic() - since < WORKED_OFF_WITHIN:
            time.sleep(0.3)
        assert _trained(minh) == (before[0] + 1, before[1])
    assert _silent(desks)


def test_an_activity_becomes_evidence_and_a_campaign_tells_who_acted(desks: dict[str, Desk]) -> None:
    minh, lan = desks["minh"], desks["citizen"]
    minh.sign_in("minh")
    _tell(minh)
    lan.sign_in("lan")
    _enrol(lan)
    _mark(minh)
    _use(lan)
    declare(minh, minh.product.people["lan"])
    if _now().year == OPEN_YEAR:
        minh.hears("Lớp của câu chuyện")
    count = _write_to_those_few_points_short(minh)
    campaign = minh.shown.url
    short = desks["stranger"]
    short.sign_in(SHORT)
    short.go(short.product.path("inbox"))
    short.hears("Còn ít điểm nữa")
    declare(minh, minh.product.people["short"])
    minh.shown.goto(campaign)
    minh.hears(f"1/{count} người được gửi")
    minh.hears("đã gửi lại hồ sơ từ lúc gửi")
    assert _silent(desks)


def _silent(desks: dict[str, Desk]) -> bool:
    """But for what a browser says of a network that was taken away."""
    said = [words for desk in desks.values() for words in complaints(desk.shown)]
    assert [words for words in said if "ERR_INTERNET_DISCONNECTED" not in words] == []
    return True


def _now() -> datetime:
    """As the clock stands in Vietnam."""
    return datetime.now(UTC).astimezone(VIETNAM)


def _draft(hoa: Desk) -> str:
    """The address of the draft: one question in other words, one worth more."""
    hoa.go("/office/criteria/")
    hoa.shown.locator("main table tbody tr", has_text="Đang áp dụng").first.locator("a").first.click()
    hoa.open("/draft/")
    hoa.fill(number=NUMBER, title="Bộ tiêu chí cho câu chuyện")
    hoa.press()
    hoa.hears("Đã lập bản soạn")
    address = hoa.shown.url
    hoa.open("/criteria/1/")
    hoa.fill(text="Biết tra cứu thông tin trên điện thoại.", source="Ban soạn thảo")
    hoa.press()
    hoa.open("/criteria/2/points/")
    hoa.fill(max_points="20")
    hoa.press()
    hoa.open("/consultation/new/")
    hoa.press()
    hoa.hears("đang được lấy ý kiến")
    return address


def _comment(stranger: Desk) -> None:
    """On a telephone, without an account."""
    stranger.go("/criteria/")
    stranger.shown.locator("main a", has_text=NUMBER).click()
    stranger.hears("trên điện thoại")
    assert stranger.shown.locator("main ins").count()
    assert overflow(stranger.shown) == 0
    stranger.shown.locator("main a[href*='on=1']").first.click()
    stranger.shown.locator("main [name=stance][value=change]").check()
    stranger.fill(text="Nên nói rõ là tra cứu bằng tiếng nào cũng được.")
    assert overflow(stranger.shown) == 0
    stranger.press()
    stranger.shown.wait_for_url("**/sent/")


def _answer(hoa: Desk, draft: str) -> None:
    hoa.shown.goto(f"{draft}consultation/")
    hoa.shown.locator("main a", has_text="Trả lời góp ý").first.click()
    hoa.open("/answer/")
    hoa.shown.locator("main [name=verdict][value=taken]").check()
    hoa.fill(answer="Tiếp thu: tiếng nào cũng được.")
    hoa.press()
    command = [sys.executable, "-c", DAYS_PASS % NUMBER]
    passed = subprocess.run(command, env=hoa.product.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert passed.stdout.strip() == "1", passed.stderr[-2000:]
    hoa.shown.goto(f"{draft}consultation/")
    hoa.open("/consultation/close/")
    hoa.press()
    hoa.hears("Đã kết thúc lấy ý kiến")


def _try(hoa: Desk, draft: str) -> None:
    """On last year's dossiers, which is what the form offers; a group of older sets is now the first of this one."""
    hoa.shown.goto(f"{draft}trials/new/")
    for group in hoa.shown.locator("main select[name^=group_]").all():
        group.select_option(index=2)
    hoa.press()
    hoa.until("main table")
    hoa.hears("hồ sơ")


def _promulgate(hoa: Desk, draft: str) -> None:
    """With its signed decision beside it, and how it is to be understood."""
    hoa.shown.goto(f"{draft}promulgate/")
    hoa.fill(number=DECISION, since=f"01/01/{_now().year + 1}")
    hoa.press()
    hoa.hears("Đã ban hành")
    hoa.open("/decision/")
    hoa.shown.locator("main input[type=file]").set_input_files(
        {"name": "qd.pdf", "mimeType": "application/pdf", "buffer": scan()}
    )
    hoa.press()
    hoa.hears("Đã gắn quyết định")
    hoa.open("/guidance/new/")
    hoa.fill(text="Tra cứu bằng tiếng Ê Đê cũng tính.")
    hoa.press()
    hoa.hears("Tra cứu bằng tiếng Ê Đê")


def _trained(minh: Desk) -> tuple[int, int]:
    return minh.counted("T1", "cán bộ, hội viên", _now().year)


def _plan(minh: Desk) -> str:
    """A lesson that has just begun, a short quiz, and everybody of the association who was not taught asked to come."""
    minh.go("/office/trainings/courses/new/")
    begins = _now() - timedelta(minutes=1)
    minh.shown.select_option("main [name=version]", label=DECISION)
    minh.shown.locator("main label", has_text="Nguyễn Văn Minh").locator("input").check()
    minh.fill(
        title="Học bộ tiêu chí mới",
        day=f"{begins:%d/%m/%Y}",
        starts_at=f"{begins:%H:%M}",
        minutes="120",
        venue="Hội trường",
    )
    minh.press()
    minh.hears("Đã lập lớp")
    course = minh.shown.url
    minh.open("/quiz/")
    minh.fill(text=QUIZ)
    minh.press()
    minh.open("/invite/")
    minh.shown.once("dialog", lambda dialog: dialog.accept())
    minh.shown.locator("main button[name=deed][value=all]").click()
    minh.hears("lời mời ở hộp tin của họ")
    return course


def _register(learner: Desk) -> None:
    learner.go("/me/courses/")
    learner.shown.locator("main a", has_text="Học bộ tiêu chí mới").click()
    learner.hears("Được mời")
    learner.press()
    learner.hears("Đã đăng ký; giữ mã")
    assert overflow(learner.shown) == 0
    learner.shown.wait_for_function(WORKER)


def _check_in_offline(learner: Desk, minh: Desk, course: str) -> None:
    """The code on the trainer's screen is read without a network, kept, and sent once there is one."""
    minh.shown.goto(course)
    minh.shown.locator('main a[href*="/lessons/"]').first.click()
    minh.open("/screen/")
    screen = minh.shown.locator("[data-checkin-screen][data-shown]")
    screen.wait_for()
    minh.shown.context.set_offline(True)
    learner.shown.context.set_offline(True)
    learner.shown.goto(f"{screen.get_attribute('data-address')}?code={screen.get_attribute('data-shown')}")
    learner.hears("Đã giữ lần quét trên máy này")
    assert overflow(learner.shown) == 0
    for desk in (minh, learner):
        desk.shown.context.set_offline(False)
    learner.shown.wait_for_url("**/me/checkins/")
    learner.hears("Đã ghi.")
    learner.hears("Không còn lần quét nào chờ gửi")


def _take_quiz(learner: Desk) -> None:
    learner.go("/me/courses/")
    learner.shown.locator("main a", has_text="Học bộ tiêu chí mới").click()
    learner.open("/quiz/")
    learner.shown.get_by_label("Chủ tịch UBND cấp xã").check()
    learner.press()
    learner.hears("Đạt: đúng 1 trên 1 câu")
    learner.hears("Đã hoàn thành lớp này.")
    assert learner.shown.locator('main a[href$="/certificate.pdf"]').count() == 1


def _tell(minh: Desk) -> None:
    """Of two evenings: whenever the tests run, one of them is today."""
    minh.go("/office/activities/new/")
    minh.shown.select_option("main [name=topic]", label=minh.product.people["topic"])
    minh.shown.select_option("main [name=repeat]", value="daily")
    first, last = _now(), _now() + timedelta(days=1)
    minh.fill(
        title="Lớp của câu chuyện",
        first_on=f"{first:%d/%m/%Y}",
        last_on=f"{last:%d/%m/%Y}",
        starts_at="23:00",
        minutes="45",
        organiser="Thư viện xã",
    )
    minh.press()
    minh.hears("ai cũng tìm thấy")


def _enrol(lan: Desk) -> None:
    """From the search of everybody, on a telephone, to one's own page."""
    lan.go("/activities/?when=week")
    lan.shown.locator("main a", has_text="Lớp của câu chuyện").first.click()
    assert overflow(lan.shown) == 0
    lan.shown.locator("main a", has_text="Đăng ký dự").click()
    lan.press()
    lan.hears("Đã đăng ký, có chỗ")


def _mark(minh: Desk) -> None:
    minh.open("/presence/")
    for deed in ("there", "completed"):
        minh.shown.locator("main [name=chosen]").first.check()
        minh.shown.locator(f"main button[name=deed][value={deed}]").click()
        minh.hears("Đã ghi cho 1 người")


def _use(lan: Desk) -> None:
    """Agreed to with one button; then it stands in the dossier of the year, and in what was learned over the years."""
    lan.shown.reload()
    lan.hears("Đã hoàn thành")
    lan.shown.locator("main button[name=deed][value=use]").click()
    lan.hears("hiện làm minh chứng")
    lan.go("/me/learning/")
    lan.hears("Lớp của câu chuyện")
    assert overflow(lan.shown) == 0


def _write_to_those_few_points_short(minh: Desk) -> str:
    """In the application alone, so to those of them who have an account: how many."""
    minh.go("/office/campaigns/new/?audience=points-short")
    for channel in ("push", "mail"):
        minh.shown.locator(f"main [name=channels][value={channel}]").uncheck()
    minh.fill(title="Còn ít điểm nữa", text="Mời gửi lại hồ sơ năm nay.", asked_points="5")
    minh.press()
    found = re.search(r"Nếu gửi bây giờ: (\d+) trong", minh.shown.locator("main").inner_text())
    assert found is not None
    minh.open("/send/")
    minh.press()
    minh.until("main :text('Đã gửi hết')")
    minh.hears(f"Đã gửi cho {found[1]} trong")
    return str(found[1])
