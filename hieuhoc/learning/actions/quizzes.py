"""The quiz of a course: written by the office, tried by those who come."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.learning.judging import judge
from hieuhoc.learning.models import Quiz, QuizAttempt, Trainee, Training
from hieuhoc.learning.quiz_rules import (
    LONGEST,
    MOST_CHOICES,
    MOST_QUESTIONS,
    QuestionFault,
    QuizQuestion,
    WrongQuestions,
    has_passed,
    points_of,
    read_questions,
)
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock

MOST_ATTEMPTS = 10
OPEN_FOR = timedelta(days=14)  # after the last day of the course


@transaction.atomic
def set_quiz(training: Training, text: str, *, pass_share: int, most_attempts: int, actor: User | None) -> Quiz:
    """Questions as `quiz_rules` reads them. Nobody's attempt is judged by questions they did not see: a tried edition stays."""
    require(actor, "learning.set_quiz", training)
    if not 1 <= pass_share <= 100 or not 1 <= most_attempts <= MOST_ATTEMPTS:
        raise Refusal(_("Mức đạt từ 1% đến 100%; số lần làm từ 1 đến 10."), code="out_of_bounds")
    training = Training.objects.select_for_update().get(pk=training.pk)
    current = training.quizzes.order_by("-edition").first()
    if current is None and training.attendances.filter(completed=True).exists():
        raise Refusal(
            _("Đã có người hoàn thành lớp này."), remedy=_("Lập lớp mới, có bài kiểm tra."), code="has_completed"
        )
    questions = [
        {"text": question.text, "choices": list(question.choices), "right": list(question.right)}
        for question in _questions(text)
    ]
    values = {"written_questions": questions, "pass_share": pass_share, "most_attempts": most_attempts}
    if current is not None and all(getattr(current, name) == value for name, value in values.items()):
        return current
    is_next = current is None or current.attempts.exists()
    edition = (current.edition if current else 0) + is_next
    quiz, _is_new = Quiz.objects.update_or_create(training=training, edition=edition, defaults=values)
    record(
        "learning.set_quiz",
        actor=actor,
        subject_kind="training",
        subject_id=training.pk,
        place=training.place_id,
        changes={"edition": [None, edition], "questions": [None, len(questions)], "pass_share": [None, pass_share]},
    )
    return quiz


@transaction.atomic
def take_quiz(
    trainee: Trainee, quiz: Quiz, answers: Mapping[int, Collection[int]], *, number: int, actor: User | None
) -> QuizAttempt:
    """`number`: which attempt it is, so that one sent twice is one. Who passed has passed, whatever comes later."""
    require(actor, "learning.take_quiz", trainee)
    lock(trainee.citizen)
    trainee = Trainee.objects.select_for_update(of=("self",)).select_related("training").get(pk=trainee.pk)
    training = trainee.training
    if known := QuizAttempt.objects.filter(trainee=trainee, quiz=quiz, number=number).first():
        return known
    _refuse(trainee, quiz, number)
    questions = quiz.questions
    points = points_of(questions, answers)
    attempt = QuizAttempt.objects.create(
        quiz=quiz,
        trainee=trainee,
        number=number,
        answers=[sorted(answers.get(position, ())) for position in range(len(questions))],
        points=points,
        is_passed=has_passed(points, len(questions), quiz.pass_share),
        sent_at=timezone.now(),
    )
    record(
        "learning.take_quiz",
        actor=actor,
        subject_kind="citizen",
        subject_id=trainee.citizen_id,
        place=training.place_id,
        changes={"training": [None, training.pk], "points": [None, points]},
    )
    judge(training, [trainee.pk])
    return attempt


def _refuse(trainee: Trainee, quiz: Quiz, number: int) -> None:
    training, now = trainee.training, timezone.now()
    newest = training.quizzes.order_by("-edition").first()
    if newest is None or newest.pk != quiz.pk:
        raise Refusal(_("Bài kiểm tra đã được thay."), remedy=_("Mở lại trang của lớp."), code="changed_meanwhile")
    if trainee.status != Trainee.Status.REGISTERED:
        raise Refusal(_("Chưa đăng ký lớp này."), remedy=_("Đăng ký trước."), code="not_registered")
    first = training.lessons.order_by("starts_at")[0]
    if first.starts_at > now:
        raise Refusal(_("Lớp chưa bắt đầu."), code="in_future")
    if timezone.localdate() > training.held_on + OPEN_FOR:
        raise Refusal(_("Bài kiểm tra đã đóng."), code="is_over")
    done = QuizAttempt.objects.filter(trainee=trainee)
    if done.filter(is_passed=True).exists():
        raise Refusal(_("Bài kiểm tra này đã đạt."), code="has_passed")
    tried = done.filter(quiz=quiz).count()
    if tried >= quiz.most_attempts:
        raise Refusal(_("Đã làm đủ số lần."), remedy=_("Hỏi người phụ trách lớp."), code="no_attempt_left")
    if number != tried + 1:
        raise Refusal(_("Đã có lần làm khác."), remedy=_("Mở lại trang của lớp."), code="changed_meanwhile")


def _questions(text: str) -> tuple[QuizQuestion, ...]:
    try:
        return read_questions(text)
    except WrongQuestions as wrong:
        said = fault_words(wrong)
        raise Refusal(
            said, remedy=_("Mỗi câu: dòng hỏi, rồi dòng * là ý đúng, dòng - là ý sai."), code="question"
        ) from None


def fault_words(wrong: WrongQuestions) -> str:
    words = {
        QuestionFault.NONE: _("Chưa có câu hỏi nào."),
        QuestionFault.TOO_MANY: _("Nhiều nhất %(questions)s câu hỏi."),
        QuestionFault.NO_TEXT: _("Câu %(number)s không có lời hỏi."),
        QuestionFault.FEW_CHOICES: _("Câu %(number)s cần ít nhất hai ý trả lời, ý nào cũng có chữ."),
        QuestionFault.MANY_CHOICES: _("Câu %(number)s có quá nhiều ý; nhiều nhất %(most)s ý."),
        QuestionFault.NO_RIGHT: _("Câu %(number)s chưa có ý đúng."),
        QuestionFault.ALL_RIGHT: _("Câu %(number)s chưa có ý sai."),
        QuestionFault.TOO_LONG: _("Câu %(number)s có dòng quá dài; nhiều nhất %(longest)s chữ."),
        QuestionFault.TWICE: _("Câu %(number)s có hai ý như nhau."),
    }
    return words[wrong.fault] % {
        "number": wrong.number,
        "most": MOST_CHOICES,
        "longest": LONGEST,
        "questions": MOST_QUESTIONS,
    }
