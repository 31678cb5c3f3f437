"""A quiz is written as plain text, tried a few times, and decides with the lessons who completed the course."""

import io

import pytest
from PIL import Image

from hieuhoc.audit.models import Entry
from hieuhoc.documents.actions import read_file
from hieuhoc.learning.actions import (
    add_material,
    give_certificate,
    give_feedback,
    mark_presences,
    record_attendance,
    remove_material,
    set_quiz,
    take_quiz,
)
from hieuhoc.learning.actions.course_parts import Opinion
from hieuhoc.learning.certificates import certificate_pdf
from hieuhoc.learning.models import Attendance, Feedback, Material, Quiz, Trainee, Training
from hieuhoc.learning.quiz_rules import QuestionFault, WrongQuestions, has_passed, points_of, read_questions, written
from tests.cast import Cast
from tests.learning.courses import come, first_lesson, hours_from_now, make_course
from tests.refusals import refused

TEXT = """Ai công nhận Công dân học tập?
* Chủ tịch UBND cấp xã
- Chủ tịch UBND tỉnh

Tiêu chí nào có trong bộ tiêu chí?
* Tự học
* Sử dụng công nghệ số
- Thu nhập
"""
RIGHT, WRONG = {0: {0}, 1: {0, 1}}, {0: {1}, 1: {0}}


def quiz_of(training: Training, text: str = TEXT) -> Quiz:
    return set_quiz(training, text, pass_share=60, most_attempts=2, actor=None)


def there(cast: Cast, training: Training) -> Trainee:
    trainee = come(training, cast.lan)
    mark_presences(first_lesson(training), [trainee], was_there=True, actor=None)
    return trainee


def test_questions_are_read_as_people_write_them() -> None:
    questions = read_questions(f"\n\n{TEXT}\n")
    assert [question.right for question in questions] == [(0,), (0, 1)]
    assert questions[1].has_several
    assert read_questions(written(questions)) == questions
    assert [points_of(questions, answers) for answers in (RIGHT, WRONG, {}, {0: {0}})] == [2, 0, 0, 1]
    assert has_passed(7, 10, 70)
    assert not has_passed(6, 10, 70)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("  \n", QuestionFault.NONE),
        ("* a\n- b", QuestionFault.NO_TEXT),
        ("Hỏi?\n* a", QuestionFault.FEW_CHOICES),
        ("Hỏi?\n* a\n-", QuestionFault.FEW_CHOICES),
        ("Hỏi?\n* a\n" + "\n".join(f"- b{n}" for n in range(8)), QuestionFault.MANY_CHOICES),
        ("Hỏi?\n- a\n- b", QuestionFault.NO_RIGHT),
        ("Hỏi?\n* a\n* b", QuestionFault.ALL_RIGHT),
        ("Hỏi?\n* a\n- a", QuestionFault.TWICE),
        ("Hỏi?\n* a\n- " + "b" * 501, QuestionFault.TOO_LONG),
        ("Hỏi?\n* a\n- b\n\n" * 51, QuestionFault.TOO_MANY),
    ],
)
def test_a_question_nobody_could_answer_is_not_read(text: str, fault: QuestionFault) -> None:
    with pytest.raises(WrongQuestions) as caught:
        read_questions(text)
    assert caught.value.fault == fault


def test_who_was_there_completes_by_passing(cast: Cast) -> None:
    training = make_course(cast.commune)
    quiz = quiz_of(training)
    trainee = there(cast, training)
    assert not Attendance.objects.get().completed
    failed = take_quiz(trainee, quiz, WRONG, number=1, actor=cast.lan_user)
    assert (failed.points, failed.is_passed) == (0, False)
    assert take_quiz(trainee, quiz, RIGHT, number=1, actor=cast.lan_user) == failed
    passed = take_quiz(trainee, quiz, RIGHT, number=2, actor=cast.lan_user)
    assert (passed.points, passed.is_passed) == (2, True)
    assert Attendance.objects.get().completed
    with refused("has_passed"):
        take_quiz(trainee, quiz, RIGHT, number=3, actor=cast.lan_user)
    assert quiz_of(training) == quiz
    newer = quiz_of(training, TEXT + "\nHỏi?\n* a\n- b")
    assert newer.edition == 2
    assert Attendance.objects.get().completed


def test_attempts_are_bounded(cast: Cast) -> None:
    training = make_course(cast.commune)
    quiz, trainee = quiz_of(training), there(cast, training)
    for number in (1, 2):
        take_quiz(trainee, quiz, WRONG, number=number, actor=cast.lan_user)
    with refused("no_attempt_left"):
        take_quiz(trainee, quiz, RIGHT, number=3, actor=cast.lan_user)


def test_a_quiz_is_taken_in_its_time_by_who_comes(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(20))
    quiz, trainee = quiz_of(training), come(training, cast.lan)
    with refused("in_future"):
        take_quiz(trainee, quiz, RIGHT, number=1, actor=cast.lan_user)
    Trainee.objects.update(status=Trainee.Status.DECLINED)
    with refused("not_registered"):
        take_quiz(trainee, quiz, RIGHT, number=1, actor=cast.lan_user)
    old = make_course(cast.commune, begins=hours_from_now(-24 * 20))
    late = Trainee.objects.create(training=old, citizen=cast.lan, status=Trainee.Status.REGISTERED, code="X" * 12)
    with refused("is_over"):
        take_quiz(late, quiz_of(old), RIGHT, number=1, actor=cast.lan_user)
    with refused("changed_meanwhile"):
        take_quiz(late, quiz, RIGHT, number=1, actor=cast.lan_user)
    first = quiz_of(make_course(cast.commune))
    with refused("changed_meanwhile"):
        take_quiz(there(cast, first.training), first, RIGHT, number=2, actor=None)


def test_a_quiz_must_be_possible_and_comes_before_anybody_completed(cast: Cast) -> None:
    training = make_course(cast.commune)
    with refused("question", match="Câu 1"):
        quiz_of(training, "Hỏi?\n* a")
    with refused("out_of_bounds"):
        set_quiz(training, TEXT, pass_share=0, most_attempts=1, actor=None)
    record_attendance(training, [cast.lan], completed=True, actor=None)
    with refused("has_completed"):
        quiz_of(training)


def test_a_certificate_keeps_its_code_and_is_a_paper(cast: Cast) -> None:
    training = make_course(cast.commune, cast.minh)
    there(cast, training)
    given = give_certificate(Attendance.objects.get(), actor=cast.lan_user)
    assert give_certificate(Attendance.objects.get(), actor=cast.minh).code == given.code
    assert Entry.objects.filter(deed="learning.give_certificate").count() == 1
    assert certificate_pdf(given).startswith(b"%PDF")
    Attendance.objects.update(completed=False)
    with refused("not_completed"):
        give_certificate(given, actor=cast.minh)


def picture(shade: int = 200) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 10, 10)).save(drawn, "PNG")
    return drawn.getvalue()


def test_materials_are_kept_encrypted_and_by_what_they_are(cast: Cast) -> None:
    training = make_course(cast.commune)
    said = {"title": "Bài giảng", "file_name": "bai.pdf"}
    material = add_material(training, content=picture(), **said, actor=cast.minh)
    assert material.document.file_name == "bai.png"
    assert read_file(material.document).startswith(b"\x89PNG")
    assert add_material(training, content=picture(), **said, actor=cast.minh) == material
    with refused("file_kind"):
        add_material(training, content=b"MZ chay duoc", **said, actor=cast.minh)
    with refused("words_missing"):
        add_material(training, content=picture(), title=" ", file_name="a", actor=None)
    with refused("too_large"):
        add_material(training, content=bytes(11 * 1024 * 1024), **said, actor=None)
    remove_material(material, actor=cast.minh)
    assert not Material.objects.exists()


def test_a_course_has_only_so_many_materials(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hieuhoc.learning.actions.course_parts.MOST_MATERIALS", 0)
    with refused("too_many"):
        add_material(make_course(cast.commune), title="Bài", content=picture(), file_name="a.png", actor=None)


def test_feedback_is_given_once_by_who_was_there_and_names_nobody(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(-26))
    trainee = come(training, cast.lan)
    with refused("never_attended"):
        give_feedback(trainee, Opinion(5, 4), actor=cast.lan_user)
    mark_presences(first_lesson(training), [trainee], was_there=True, actor=None)
    with refused("out_of_bounds"):
        give_feedback(trainee, Opinion(6, 4), actor=cast.lan_user)
    give_feedback(trainee, Opinion(5, 4, "Hay"), actor=cast.lan_user)
    with refused("already_given"):
        give_feedback(trainee, Opinion(1, 1), actor=cast.lan_user)
    assert {field.name for field in Feedback._meta.fields} == {"id", "training", "usefulness", "clarity", "words"}
    assert Entry.objects.get(deed="learning.give_feedback").actor is None
    coming = make_course(cast.commune, lessons=14)
    mark_presences(first_lesson(coming), [come(coming, cast.lan)], was_there=True, actor=None)
    with refused("in_future"):
        give_feedback(Trainee.objects.get(training=coming), Opinion(5, 4), actor=cast.lan_user)
