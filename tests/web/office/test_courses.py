"""A course from its plan to its certificate, as the office, the trainer and the trainee see it."""

import json
import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.criteria.models import Version
from hieuhoc.learning.actions import add_lesson, check_in, invite_people, mark_presences, show_code
from hieuhoc.learning.checkin_rules import code_of, step_of
from hieuhoc.learning.models import Attendance, Feedback, Presence, Scan, Trainee, Training
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.office.trainings.invitations import parts_of
from tests.cast import Cast, World, officer
from tests.documents.pdf_layout import text_of
from tests.learning.courses import (
    come,
    first_lesson,
    hours_from_now,
    lesson_plan,
    make_branch,
    make_course,
    screen_scan,
)
from tests.people.makers import add

QUESTIONS = "Ai công nhận?\n* Chủ tịch xã\n- Chủ tịch tỉnh"


def scans(*codes: str, lesson: str = "") -> str:
    now = int(timezone.now().timestamp() * 1000)
    rows = [{"key": str(uuid4()), "code": code, "taken_at": now, "is_leaving": False} for code in codes]
    return json.dumps([row | ({"lesson": lesson} if lesson else {}) for row in rows])


def typed(world: World) -> dict[str, object]:
    """The form of a course."""
    Version.objects.filter(pk=world.round.version_id).update(status=Version.Status.IN_FORCE)
    begins = hours_from_now(50)
    return {
        "title": "Học bộ tiêu chí",
        "version": world.round.version_id,
        "place": world.commune.pk,
        "least_share": "80",
        "day": f"{timezone.localtime(begins):%d/%m/%Y}",
        "starts_at": "08:00",
        "minutes": "180",
        "venue": "Hội trường",
        "trainers": [str(world.minh.pk)],
    }


def test_a_course_is_planned_and_its_lessons_change(world: World, client: Client) -> None:
    given = typed(world)
    client.force_login(world.minh)
    made = client.post(reverse("office:course-new"), given)
    training = Training.objects.get()
    page = client.get(made.headers["Location"]).text
    assert "08:00–11:00" in page
    assert training.title in client.get(reverse("office:training-list")).text
    lesson = first_lesson(training)
    change = reverse("office:lesson-change", args=[lesson.pk])
    client.post(change, given | {"venue": "Nhà văn hoá", "trainers": []})
    assert first_lesson(training).venue == "Nhà văn hoá"
    client.post(reverse("office:lesson-new", args=[training.pk]), given | {"starts_at": "14:00"})
    assert training.lessons.count() == 2
    client.post(reverse("office:lesson-remove", args=[lesson.pk]))
    assert training.lessons.count() == 1


def test_those_not_trained_are_invited_by_tick_or_all_at_once(cast: Cast, client: Client) -> None:
    make_branch(cast.village, cast.lan, add(cast.village, "Y Bin Mlô"))
    client.force_login(cast.minh)
    training = make_course(cast.commune, begins=hours_from_now(30))
    invite = reverse("office:training-invite", args=[training.pk])
    [(token, _person), _other] = client.get(invite).context["people"]
    assert "Đã đăng ký hộ 1 người" in client.post(invite, {"chosen": [token], "deed": "register"}, follow=True).text
    assert "Đã mời 1 người" in client.post(invite, {"deed": "all"}, follow=True).text
    assert "Không còn ai để mời" in client.get(invite).text
    listed = reverse("office:trainee-list", args=[training.pk])
    rows = client.get(listed).context["rows"]
    assert {row.status for _token, row, _done in rows} == set(Trainee.Status) - {Trainee.Status.DECLINED}
    assert "1 người không dự" in client.post(listed, {"chosen": [rows[0][0]], "deed": "leave"}, follow=True).text
    found = client.post(listed, {"name": "bin"}, follow=True)
    assert [row.citizen.name for _token, row, _done in found.context["rows"]] == ["Y Bin Mlô"]


def test_who_has_no_account_is_invited_on_paper(cast: Cast, client: Client) -> None:
    neighbour = add(cast.village, "Y Bin Mlô")
    training = make_course(cast.commune, begins=hours_from_now(30), lessons=6, organiser="Hội Khuyến học xã")
    client.force_login(cast.minh)
    address = reverse("office:trainee-invitations", args=[training.pk])
    assert "Không còn ai cần giấy mời" in client.get(address, follow=True).text, "nobody is asked yet"
    invite_people(training, [cast.lan.pk, neighbour.pk], actor=None)
    assert address in client.get(reverse("office:trainee-list", args=[training.pk])).text
    paper = client.get(address)
    words = text_of(paper.content)
    trainee = Trainee.objects.get(citizen=neighbour)
    for said in ("Y Bin Mlô", trainee.shown_code, "Học bộ tiêu chí", "HỘI KHUYẾN HỌC XÃ", "Và 2 buổi nữa"):
        assert said in words, said
    assert cast.lan.name not in words, "she was told in the application"
    assert client.get(address + "?part=2").status_code == 302
    assert [row[0] for row in parts_of(401)] == [1, 2, 3]


def test_a_trainer_who_may_read_no_trainings_finds_the_lessons_on_the_home(cast: Cast, client: Client) -> None:
    teacher = officer("Y Thầy", Role.VILLAGE, cast.village)
    training = make_course(cast.commune, teacher, begins=hours_from_now(0))
    lesson = first_lesson(training)
    client.force_login(teacher)
    assert client.get(reverse("office:training-list")).status_code == 403
    address = reverse("office:lesson", args=[lesson.pk])
    home = client.get(reverse("office:home")).text
    assert "Dạy hôm nay: Học bộ tiêu chí" in home
    assert address in home
    check_in(lesson, cast.lan, [screen_scan(lesson, hours_from_now(-0.4))], actor=cast.lan_user)
    assert "chờ xác nhận: Học bộ tiêu chí" in client.get(reverse("office:home")).text
    add_lesson(training, lesson_plan(hours_from_now(50), teacher), actor=None)
    listed = reverse("office:lesson-list")
    assert listed in client.get(reverse("office:home")).text
    assert [row[0].waiting for row in client.get(listed).context["rows"]] == [1, 0]
    assert client.get(address).status_code == 200
    client.force_login(cast.hoa)
    assert "Không có buổi nào sắp dạy" in client.get(listed).text, "she teaches none of them"


def test_the_trainers_screen_holds_the_key_and_works_without_a_script(cast: Cast, client: Client) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh))
    screen = reverse("office:lesson-screen", args=[lesson.pk])
    client.force_login(cast.minh)
    answer = client.get(screen)
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in answer.text
    assert answer.context["code"] == code_of(show_code(lesson, actor=cast.minh), step_of(timezone.now()))
    for stranger in (cast.hoa, cast.son):
        client.force_login(stranger)
        assert client.get(screen).status_code == 404


def test_a_trainee_scans_the_screen_before_signing_in(cast: Cast, client: Client) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh))
    code = code_of(show_code(lesson, actor=cast.minh), step_of(timezone.now()))
    scan = reverse("public:checkin", args=[lesson.pk])
    assert "không đúng hoặc đã đổi" in client.get(scan, {"code": "00000000"}).text
    led = client.get(scan, {"code": code})
    own = reverse("citizen:checkin", args=[lesson.pk])
    assert led.headers["Location"] == own
    client.force_login(cast.lan_user)
    assert "Ghi có mặt" in client.get(own).text
    assert "Đã ghi lúc" in client.post(own, {"deed": "coming"}, follow=True).text
    assert Presence.objects.get().is_confirmed
    client.get(scan, {"code": code})
    client.post(own, {"deed": "leaving"})
    assert Presence.objects.get().left_at is not None
    other = first_lesson(make_course(cast.commune))
    assert client.get(reverse("citizen:checkin", args=[other.pk])).headers["Location"].startswith("/checkin/")


def test_scans_kept_on_a_telephone_are_sent_later_and_decided_once(cast: Cast, client: Client) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh))
    code = code_of(show_code(lesson, actor=cast.minh), step_of(timezone.now()))
    client.force_login(cast.lan_user)
    address = reverse("citizen:checkins")
    sent = scans(code, "00000000", lesson=public_id("lesson", lesson.pk))
    for expected in (["taken", "wrong_code"], ["known", "wrong_code"]):
        answer = client.post(address, {"scans": sent}).json()["scans"]
        assert sorted(row["outcome"] for row in answer.values()) == expected
    assert client.post(address, {"scans": scans(code, lesson="không có")}).json() == {"scans": {}}
    for broken in ("", "[1]", "{}", '[{"key": "x", "code": 1, "taken_at": 5}]', "[" * 5_000):
        assert client.post(address, {"scans": broken}).status_code == 400
    assert Scan.objects.count() == 1
    worker = client.get(reverse("public:checkin-worker"))
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert reverse("public:checkin-kept") in worker.text


def test_the_trainer_reads_peoples_codes_and_marks_a_list(cast: Cast, client: Client) -> None:
    training = make_course(cast.commune, cast.minh)
    lesson = first_lesson(training)
    lan, khoa = come(training, cast.lan), come(training, cast.khoa)
    client.force_login(cast.minh)
    address = reverse("office:lesson-scans", args=[lesson.pk])
    assert cast.lan.name not in client.get(address).text
    answer = client.post(address, {"scans": scans(lan.shown_code.lower(), "ABCD")}).json()["scans"]
    assert [row["outcome"] for row in answer.values()] == ["taken", "wrong_code"]
    assert client.post(address, {"scans": "[[]]"}).status_code == 400
    assert "không thuộc người nào" in client.post(address, {"code": "X"}, follow=True).text
    assert "Đã ghi có mặt" in client.post(address, {"code": khoa.code}, follow=True).text
    assert "Đã ghi lúc ra về" in client.post(address, {"code": khoa.code, "deed": "leaving"}, follow=True).text
    listed = reverse("office:lesson", args=[lesson.pk])
    page = client.get(listed)
    assert page.context["there"] == 2
    tokens = [token for token, _row, _presence in page.context["rows"]]
    assert (
        "Đã bỏ ghi có mặt của 2 người" in client.post(listed, {"chosen": tokens, "deed": "not-there"}, follow=True).text
    )
    assert "Đã ghi 2 người có mặt" in client.post(listed, {"chosen": tokens, "deed": "there"}, follow=True).text
    client.post(reverse("office:training-judge", args=[training.pk]))
    assert Attendance.objects.filter(completed=True).count() == 2


def test_a_trainee_tries_the_quiz_until_it_is_passed(cast: Cast, client: Client) -> None:
    training = make_course(cast.commune, cast.minh, begins=hours_from_now(-2))
    client.force_login(cast.minh)
    quiz = reverse("office:course-quiz", args=[training.pk])
    bounds = {"pass_share": "100", "most_attempts": "2"}
    assert client.post(quiz, {"text": "Hỏi?\n* a", **bounds}).status_code == 409
    client.post(quiz, {"text": QUESTIONS, **bounds})
    mark_presences(first_lesson(training), [come(training, cast.lan)], was_there=True, actor=None)
    client.force_login(cast.lan_user)
    own, page = reverse("citizen:course-quiz", args=[training.pk]), reverse("citizen:course", args=[training.pk])
    assert "Ai công nhận?" in client.get(own).text
    assert "Chưa đạt: đúng 0 trên 1 câu" in client.post(own, {"number": "1", "answer-1": "1"}, follow=True).text
    assert "Đạt: đúng 1 trên 1 câu" in client.post(own, {"number": "2", "answer-1": "0"}, follow=True).text
    assert client.post(own, {"number": "3"}).status_code == 409
    assert "Đã hoàn thành lớp này" in client.get(page).text


def test_a_certificate_is_taken_along_and_checked_by_anybody(cast: Cast, client: Client) -> None:
    training = make_course(cast.commune, begins=hours_from_now(-2))
    mark_presences(first_lesson(training), [come(training, cast.lan)], was_there=True, actor=None)
    client.force_login(cast.lan_user)
    paper = client.get(reverse("citizen:course-certificate", args=[training.pk]))
    assert paper.content.startswith(b"%PDF")
    code = Attendance.objects.get().code
    shown = client.get(reverse("public:course-certificate", args=[code])).text
    assert "Hợp lệ" in shown
    assert "H&#x27;Lan" in shown
    assert client.get(reverse("public:course-certificate", args=["0" * 12])).status_code == 404
    client.force_login(cast.minh)
    office = reverse("office:attendance-certificate", args=[Attendance.objects.get().pk])
    assert client.get(office).content.startswith(b"%PDF")


def test_what_people_say_is_shown_once_nobody_can_be_known_by_it(cast: Cast, client: Client) -> None:
    training = make_course(cast.commune, begins=hours_from_now(-26))
    mark_presences(first_lesson(training), [come(training, cast.lan)], was_there=True, actor=None)
    client.force_login(cast.lan_user)
    said = {"usefulness": "5", "clarity": "4", "words": "Nên có buổi tối"}
    feedback = reverse("citizen:course-feedback", args=[training.pk])
    assert "không ghi của ai" in client.post(feedback, said, follow=True).text
    assert client.post(feedback, said).status_code == 409
    client.force_login(cast.minh)
    assert "Nên có buổi tối" not in client.get(reverse("office:feedback-list", args=[training.pk])).text
    Feedback.objects.bulk_create(Feedback(training=training, usefulness=5, clarity=5) for _n in range(4))
    assert "Nên có buổi tối" in client.get(reverse("office:feedback-list", args=[training.pk])).text


def test_i_see_the_courses_of_my_place_and_register(cast: Cast, client: Client) -> None:
    near = make_course(cast.commune, begins=hours_from_now(30))
    far = make_course(cast.other_commune, begins=hours_from_now(30), title="Lớp nơi khác")
    client.force_login(cast.lan_user)
    listed = client.get(reverse("citizen:courses")).text
    assert near.title in listed
    assert far.title not in listed
    assert client.get(reverse("citizen:course", args=[far.pk])).status_code == 404
    page = reverse("citizen:course", args=[near.pk])
    assert "Mã điểm danh của tôi" in client.post(page, {"deed": "register"}, follow=True).text
    code = re.search(r'<span class="code">([0-9A-Z-]{14})</span>', client.get(page).text)
    assert code is not None
    assert code[1] == Trainee.objects.get().shown_code
    assert "không dự lớp này" in client.post(page, {"deed": "leave"}, follow=True).text
    client.force_login(cast.minh)
    assert client.get(page).headers["Location"] == reverse("citizen:link")
