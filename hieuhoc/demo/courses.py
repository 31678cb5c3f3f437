"""Courses on the criteria in force around today: in each commune one that is over, with who came, the quiz, what people said; and
one to come, with whom it invites. One is being held today in the commune of the accounts."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.criteria.models import Version
from hieuhoc.learning.actions import CoursePlan, LessonPlan, invite_people, plan_training, set_quiz
from hieuhoc.learning.course_rules import CourseProgress, has_completed
from hieuhoc.learning.models import Attendance, Feedback, Lesson, Presence, Quiz, QuizAttempt, Trainee, Training
from hieuhoc.learning.quiz_rules import has_passed
from hieuhoc.learning.untrained import untrained
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import name_of

TRAINEES, INVITED = 24, 20
QUESTIONS = """Ai công nhận danh hiệu Công dân học tập cho người dân trong xã?
* Chủ tịch UBND cấp xã
- Chủ tịch UBND cấp tỉnh
- Chủ tịch Hội Khuyến học tỉnh

Kết quả tự đánh giá được xem lại ở đâu trước khi trình công nhận?
* Thôn, buôn, tổ dân phố hoặc đơn vị nơi người ấy sống, làm việc
- Không cần xem lại

Điều nào sau đây là minh chứng?
* Giấy chứng nhận học một lớp kỹ năng
* Ảnh chụp sản phẩm tự làm, có lời kể
- Lời hứa sẽ học

Thông tin cá nhân của người được đánh giá phải được giữ thế nào?
* Chỉ người có việc mới xem, và việc xem được ghi lại
- Dán ở nhà văn hoá
"""
PASS_SHARE, MOST_ATTEMPTS = 50, 3
SAID = (
    *("Nên có thêm bài tập chấm điểm.", "Buổi chiều hơi dài.", "Báo cáo viên nói dễ hiểu.", ""),
    *("Cần tài liệu tiếng Ê Đê.", "", "Nên mời cả trưởng buôn.", ""),
)


def hold_courses(communes: list[int], version: Version) -> None:
    today = timezone.localdate()
    for commune in sorted(communes):
        random = Random(commune)
        people = list(untrained(version, commune, today).order_by("pk")[: TRAINEES + INVITED])
        half = min(TRAINEES, (len(people) + 1) // 2)
        if people:
            _hold(commune, version, people[:half], today - timedelta(random.randint(20, 300)), random)
            _announce(commune, version, people[half:], today + timedelta(random.randint(5, 40)), random)


def hold_one_today(commune: Place, version: Version, trainer: User) -> None:
    """By the deeds of an officer: planned, with a quiz, its people invited."""
    starts_at = timezone.make_aware(datetime.combine(timezone.localdate(), time(7, 30)))
    plan = CoursePlan("Tập huấn chấm điểm hồ sơ", version, commune, "Hội Khuyến học xã", "Chấm thử mười hồ sơ mẫu.")
    lesson = LessonPlan(starts_at, 600, "Hội trường UBND xã", "", (trainer,))
    training = plan_training(plan, lesson, actor=trainer)
    set_quiz(training, QUESTIONS, pass_share=PASS_SHARE, most_attempts=MOST_ATTEMPTS, actor=trainer)
    people = untrained(version, commune.pk, timezone.localdate()).order_by("pk").values_list("pk", flat=True)
    if starts_at + timedelta(minutes=600) > timezone.now():
        invite_people(training, list(people[:INVITED]), actor=trainer)


def _course(commune: int, version: Version, day: date, number: int, lessons: int) -> tuple[Training, list[Lesson]]:
    last = day + timedelta(lessons - 1)
    training = Training.objects.create(
        code=f"LH-{commune}-{number}",
        title=f"Học bộ tiêu chí Công dân học tập {version.number}",
        version=version,
        held_on=last,
        place_id=commune,
        organiser=f"Hội Khuyến học {name_of(commune, last)}",
    )
    begins = [timezone.make_aware(datetime.combine(day + timedelta(n), time(8))) for n in range(lessons)]
    planned = [
        Lesson(training=training, starts_at=moment, ends_at=moment + timedelta(hours=3), venue="Hội trường UBND xã")
        for moment in begins
    ]
    return training, Lesson.objects.bulk_create(planned)


def _listed(training: Training, people: list[Citizen], status: str, invited_at: datetime) -> list[Trainee]:
    return Trainee.objects.bulk_create(
        Trainee(
            training=training,
            citizen=person,
            status=status,
            code=make_public_code(),
            invited_at=invited_at,
            registered_at=invited_at + timedelta(days=2) if status == Trainee.Status.REGISTERED else None,
        )
        for person in people
    )


def _hold(commune: int, version: Version, people: list[Citizen], day: date, random: Random) -> None:
    training, lessons = _course(commune, version, day, 1, lessons=2)
    invited_at = lessons[0].starts_at - timedelta(days=14)
    trainees = _listed(training, people, Trainee.Status.REGISTERED, invited_at)
    quiz = set_quiz(training, QUESTIONS, pass_share=PASS_SHARE, most_attempts=MOST_ATTEMPTS, actor=None)
    presences = [
        Presence(lesson=lesson, trainee=trainee, came_at=lesson.starts_at + timedelta(minutes=random.randint(-20, 30)))
        for trainee in trainees
        for lesson in lessons
        if random.random() < 0.9
    ]
    Presence.objects.bulk_create(presences)
    came = {trainee.pk: sum(row.trainee_id == trainee.pk for row in presences) for trainee in trainees}
    there = [trainee for trainee in trainees if came[trainee.pk]]
    attempts = QuizAttempt.objects.bulk_create(
        _attempt(quiz, trainee, lessons[-1].ends_at, random) for trainee in there
    )
    passed = {row.trainee_id for row in attempts if row.is_passed}
    attendances = []
    for trainee in there:
        progress = CourseProgress(len(lessons), came[trainee.pk], trainee.pk in passed)
        is_done = has_completed(progress, training.least_share)
        told = {"completed": is_done, "is_earned": is_done, "is_from_lessons": True}
        attendances.append(Attendance(training=training, citizen_id=trainee.citizen_id, **told))
    Attendance.objects.bulk_create(attendances)
    answering = [trainee for trainee in there if random.random() < 0.6]
    for trainee in answering:
        trainee.has_given_feedback = True
    Trainee.objects.bulk_update(answering, ["has_given_feedback"])
    Feedback.objects.bulk_create(
        Feedback(
            training=training, usefulness=random.randint(3, 5), clarity=random.randint(3, 5), words=random.choice(SAID)
        )
        for _trainee in answering
    )


def _attempt(quiz: Quiz, trainee: Trainee, moment: datetime, random: Random) -> QuizAttempt:
    questions = quiz.questions
    points = random.choice((1, 2, 3, 3, 4, 4, 4))
    chosen = [list(question.right) if number < points else [] for number, question in enumerate(questions)]
    return QuizAttempt(
        quiz=quiz,
        trainee=trainee,
        number=1,
        answers=chosen,
        points=points,
        is_passed=has_passed(points, len(questions), PASS_SHARE),
        sent_at=moment + timedelta(minutes=random.randint(1, 30)),
    )


def _announce(commune: int, version: Version, people: list[Citizen], day: date, random: Random) -> None:
    training, _lessons = _course(commune, version, day, 2, lessons=1)
    coming = [person for person in people if random.random() < 0.4]
    asked = [person for person in people if person not in coming]
    invited_at = timezone.now() - timedelta(days=3)
    _listed(training, coming, Trainee.Status.REGISTERED, invited_at)
    _listed(training, asked, Trainee.Status.INVITED, invited_at)
