"""What I get and give in a course: its materials, the quiz, my certificate, what I say of it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record_reading
from hieuhoc.learning.actions import give_certificate, give_feedback, take_quiz
from hieuhoc.learning.actions.course_parts import Opinion
from hieuhoc.learning.certificates import certificate_pdf
from hieuhoc.learning.models import Attendance, Material, QuizAttempt, Trainee
from hieuhoc.learning.quiz_rules import QuizQuestion
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.numbers import read_whole
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number


class FeedbackForm(forms.Form):
    usefulness = forms.TypedChoiceField(
        label=gettext_lazy("Lớp có ích cho công việc không?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (5, gettext_lazy("5 – rất có ích")), (4, "4"), (3, "3"), (2, "2"), (1, gettext_lazy("1 – không có ích"))
        ],
    )  # fmt: skip
    clarity = forms.TypedChoiceField(
        label=gettext_lazy("Bài giảng có dễ hiểu không?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (5, gettext_lazy("5 – rất dễ hiểu")), (4, "4"), (3, "3"), (2, "2"), (1, gettext_lazy("1 – rất khó hiểu"))
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Nên giữ gì, nên đổi gì?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Không ghi tên mình hay tên ai."),
    )


@signed_in
def course_quiz(request: Request, pk: int) -> HttpResponse:
    """All questions on one page; sent once more, it is the same attempt."""
    trainee = mine(request, pk)
    quiz = trainee.training.quizzes.order_by("-edition").first()
    if quiz is None:
        raise Http404
    tried = list(QuizAttempt.objects.filter(trainee=trainee, quiz=quiz).order_by("number"))
    questions, refusal = quiz.questions, None
    if request.method == "POST":
        attempt_number = read_whole(request.POST.get("number", "")) or 0
        try:
            attempt = take_quiz(
                trainee, quiz, answers_of(request, questions), number=attempt_number, actor=request.user
            )
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _result(attempt, len(questions)))
            return redirect("citizen:course", pk)
    left = quiz.most_attempts - len(tried)
    context = {
        "training": trainee.training,
        "questions": list(enumerate(questions, start=1)),
        "number": len(tried) + 1,
        "left": left,
        "pass_share": quiz.pass_share,
        "is_passed": QuizAttempt.objects.filter(trainee=trainee, is_passed=True).exists(),
        "refusal": refusal,
    }
    return render(request, "citizen/course_quiz.html", context, status=409 if refusal else 200)


def answers_of(request: Request, questions: tuple[QuizQuestion, ...]) -> dict[int, set[int]]:
    """Question (from 0) -> the choices; what is no choice of the question is left out."""
    answers = {}
    for position, question in enumerate(questions):
        sent = request.POST.getlist(f"answer-{position + 1}")[: len(question.choices)]
        choices = {read_whole(text) for text in sent}
        answers[position] = {choice for choice in choices if choice is not None and choice < len(question.choices)}
    return answers


def _result(attempt: QuizAttempt, count: int) -> str:
    words = {"points": number(attempt.points), "count": number(count)}
    if attempt.is_passed:
        return _("Đạt: đúng %(points)s trên %(count)s câu.") % words
    return _("Chưa đạt: đúng %(points)s trên %(count)s câu.") % words


@signed_in
def course_certificate(request: Request, pk: int) -> HttpResponse:
    rows = Attendance.objects.filter(citizen=me(request), training=pk, completed=True)
    given = give_certificate(
        get_object_or_404(rows.select_related("training", "citizen"), training=pk), actor=request.user
    )
    record_reading("citizen.read_own", actor=request.user, subject_kind="training", subject_id=pk, person_count=1)
    headers = {"Content-Disposition": f'attachment; filename="giay-xac-nhan-{given.code}.pdf"'}
    return HttpResponse(certificate_pdf(given), content_type="application/pdf", headers=headers)


@signed_in
def course_material(request: Request, pk: int) -> HttpResponse:
    """For who is on the list of its course."""
    listed = Trainee.objects.filter(citizen=me(request)).exclude(status=Trainee.Status.DECLINED).values("training")
    rows = Material.objects.filter(training__in=listed).select_related("document")
    return file_answer(get_object_or_404(rows, pk=pk).document)


@signed_in
def course_feedback(request: Request, pk: int) -> HttpResponse:
    trainee = mine(request, pk)
    form, status = FeedbackForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(trainee, Opinion(**form.cleaned_data), actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã gửi ý kiến, không ghi của ai. Cảm ơn."))
            return redirect("citizen:course", pk)
    context = {"form": form, "training": trainee.training}
    return render(request, "citizen/course_feedback.html", context, status=status)


def mine(request: Request, training: int) -> Trainee:
    """My place in a course; of others the page does not exist."""
    rows = Trainee.objects.filter(citizen=me(request)).select_related("training", "citizen")
    return get_object_or_404(rows, training=training)
