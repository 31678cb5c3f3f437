"""What belongs to a course beside its lessons: the quiz, materials, certificates, what people said of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Avg, CharField, Count
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.learning.actions import add_material, give_certificate, remove_material, set_quiz
from hieuhoc.learning.actions.quizzes import MOST_ATTEMPTS
from hieuhoc.learning.certificates import certificate_pdf
from hieuhoc.learning.models import Attendance, Feedback, Material, Training
from hieuhoc.learning.quiz_rules import written
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.numbers import DecimalTextField
from hieuhoc.web.ui.paging import key_page

LEAST_ANSWERS = 5  # below, an answer could be somebody's
USUAL_PASS, USUAL_ATTEMPTS = 70, 3


class QuizForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Câu hỏi"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy(
            "Mỗi câu: một dòng hỏi, rồi mỗi ý trả lời một dòng; ý đúng bắt đầu bằng dấu *, ý sai bằng dấu -. "
            "Giữa hai câu để một dòng trống."
        ),
    )
    pass_share = DecimalTextField(
        label=gettext_lazy("Đạt từ bao nhiêu phần trăm số câu"), min_value=1, max_value=100, decimal_places=0
    )
    most_attempts = DecimalTextField(
        label=gettext_lazy("Mỗi người được làm mấy lần"), min_value=1, max_value=MOST_ATTEMPTS, decimal_places=0
    )


class MaterialForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên tài liệu"), max_length=200)
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy("PDF hoặc ảnh, nhiều nhất 10 MB; được ghi lại, bỏ mã chạy được."),
    )


@needs("learning.set_quiz")
def course_quiz(request: Request, pk: int) -> HttpResponse:
    training = training_within(request, pk)
    address = reverse("office:training", args=[pk])

    def known() -> Mapping[str, object]:
        quiz = training.quizzes.order_by("-edition").first()
        if quiz is None:
            return {"text": "", "pass_share": USUAL_PASS, "most_attempts": USUAL_ATTEMPTS}
        return {
            "text": written(quiz.questions),
            "pass_share": quiz.pass_share,
            "most_attempts": quiz.most_attempts,
        }

    lead = _("Máy chủ chấm điểm. Đã có người làm thì câu hỏi sửa thành lần soạn mới; người đã đạt vẫn đạt.")
    page = FormPage(_("Bài kiểm tra"), _("Lưu bài kiểm tra"), lead, address, crumbs_of(training))

    def deed(given: dict[str, Any]) -> str:
        bounds = {"pass_share": int(given["pass_share"]), "most_attempts": int(given["most_attempts"])}
        quiz = set_quiz(training, given["text"], **bounds, actor=request.user)
        came_of_it(request, _("Đã lưu %(count)s câu hỏi.") % {"count": number(len(quiz.questions))})
        return address

    return ask(request, QuizForm(request.POST or None, initial=dict(known())), page, deed, known=known)


@needs("learning.add_material")
def material_new(request: Request, pk: int) -> HttpResponse:
    training = training_within(request, pk)
    address = reverse("office:training", args=[pk])
    form = MaterialForm(request.POST or None, request.FILES or None)
    lead = _("Người có trong danh sách lớp tải được.")
    page = FormPage(_("Thêm tài liệu"), _("Thêm tài liệu"), lead, address, crumbs_of(training))

    def deed(given: dict[str, Any]) -> str:
        file = given["file"]
        material = add_material(
            training, title=given["title"], content=file.read(), file_name=file.name, actor=request.user
        )
        came_of_it(request, _("Đã thêm tài liệu “%(title)s”.") % {"title": material.title})
        return address

    return ask(request, form, page, deed, template="office/trainings/material.html")


@needs("learning.read_trainings")
def material(request: Request, pk: int) -> HttpResponse:
    return file_answer(_material_within(request, pk).document)


@needs("learning.remove_material")
def material_remove(request: Request, pk: int) -> HttpResponse:
    material = _material_within(request, pk)
    back = reverse("office:training", args=[material.training_id])
    title = _("Bỏ tài liệu “%(title)s”") % {"title": material.title}
    page = FormPage(title, _("Bỏ tài liệu"), _("Tệp bị xoá hẳn."), back, crumbs_of(material.training))

    def deed(_given: dict[str, Any]) -> str:
        remove_material(material, actor=request.user)
        came_of_it(request, _("Đã bỏ tài liệu; người học không còn thấy tệp này."))
        return back

    return ask(request, confirmation(request), page, deed)


@needs("learning.give_certificate")
def attendance_certificate(request: Request, pk: int) -> HttpResponse:
    """The paper; its code is given with the first one."""
    rows = Attendance.objects.filter(training__in=Training.objects.within(request.scope))
    attendance = get_object_or_404(rows.select_related("training", "citizen"), pk=pk)
    person_read(request, attendance.citizen)
    given = give_certificate(attendance, actor=request.user)
    headers = {"Content-Disposition": f'attachment; filename="giay-xac-nhan-{given.code}.pdf"'}
    return HttpResponse(certificate_pdf(given), content_type="application/pdf", headers=headers)


@needs("learning.read_trainings")
def feedback_list(request: Request, pk: int) -> HttpResponse:
    """What people said, once so many said something that no answer can be anybody's."""
    training = training_within(request, pk)
    rows = Feedback.objects.filter(training=training)
    figures = rows.aggregate(count=Count("pk"), usefulness=Avg("usefulness"), clarity=Avg("clarity"))
    is_shown = figures["count"] >= LEAST_ANSWERS
    said = rows.exclude(words="").annotate(key=Cast("id", CharField()))  # an id that tells no order
    page = key_page(said if is_shown else said.none(), request, order=["key"])
    context = {"training": training, "figures": figures, "is_shown": is_shown, "page": page, "least": LEAST_ANSWERS}
    return render(request, "office/trainings/feedback.html", context)


def training_within(request: Request, pk: int) -> Training:
    return get_object_or_404(Training.objects.within(request.scope).select_related("version"), pk=pk)


def _material_within(request: Request, pk: int) -> Material:
    rows = Material.objects.filter(training__in=Training.objects.within(request.scope))
    return get_object_or_404(rows.select_related("training", "document"), pk=pk)


def crumbs_of(training: Training) -> list[tuple[str, str]]:
    return [
        (_("Tập huấn"), reverse("office:training-list")),
        (training.title, reverse("office:training", args=[training.pk])),
    ]
