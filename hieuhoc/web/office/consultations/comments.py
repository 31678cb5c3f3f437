"""One comment in the office: read, shown or not, answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.consultations.actions import answer_comment, moderate_comment
from hieuhoc.consultations.models import Comment
from hieuhoc.consultations.reads import quoted
from hieuhoc.web.guards import needs
from hieuhoc.web.office.consultations.consultations import UNANSWERED, list_address, version_crumbs
from hieuhoc.web.office.consultations.forms import CommentAnswerForm, DisplayForm
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.next_deeds import OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import moment


@needs("consultations.read_comments")
def comment(request: Request, pk: int) -> HttpResponse:
    comment = comment_of(pk)
    is_open = comment.consultation.closed_at is None
    is_hidden = comment.display == Comment.Display.HIDDEN
    deeds = offered(
        request.user,
        comment,
        [
            OfferedDeed(
                "comment-answer", "consultations.answer_comment", _("Trả lời"), "pencil", is_open and not is_hidden
            ),
            OfferedDeed(
                "comment-display", "consultations.moderate_comment", _("Duyệt góp ý"), "eye", not comment.verdict
            ),
        ],
    )
    context = {
        "comment": comment,
        "title": about_words(comment),
        "quoted": quoted(comment),
        "crumbs": crumbs_of(comment),
        "facts": facts_of(comment),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
    }
    return render(request, "office/consultations/comment.html", context)


@needs("consultations.answer_comment")
def comment_answer(request: Request, pk: int) -> HttpResponse:
    comment = comment_of(pk)

    def known() -> dict[str, object]:
        return dict(Comment.objects.filter(pk=pk).values("verdict", "answer").get())

    form = CommentAnswerForm(request.POST or None, initial=known())
    page = FormPage(
        _("Trả lời góp ý"), _("Trả lời"), comment.text, reverse("office:comment", args=[pk]), crumbs_of(comment)
    )

    def deed(given: dict[str, Any]) -> str:
        answer_comment(comment, **given, actor=request.user)
        return to_next(request, comment, _("Đã trả lời; góp ý và lời trả lời hiện ở trang công khai."))

    return ask(request, form, page, deed, known=known)


@needs("consultations.moderate_comment")
def comment_display(request: Request, pk: int) -> HttpResponse:
    comment = comment_of(pk)

    def known() -> dict[str, object]:
        row = Comment.objects.values("display", "hidden_because").get(pk=pk)
        return {"display": row["display"], "because": row["hidden_because"]}

    form = DisplayForm(request.POST or None, initial=known())
    page = FormPage(_("Duyệt góp ý"), _("Lưu"), comment.text, reverse("office:comment", args=[pk]), crumbs_of(comment))

    def deed(given: dict[str, Any]) -> str:
        shown = moderate_comment(comment, **given, actor=request.user)
        is_hidden = shown.display == Comment.Display.HIDDEN
        return to_next(
            request, comment, _("Góp ý không được đăng.") if is_hidden else _("Đã đăng góp ý lên trang công khai.")
        )

    return ask(request, form, page, deed, known=known)


def comment_of(pk: int) -> Comment:
    joined = Comment.objects.select_related("consultation__version", "criterion", "answered_by", "invitation")
    return get_object_or_404(joined, pk=pk)


def about_words(comment: Comment) -> str:
    if comment.criterion is None:
        return _("Góp ý về toàn bộ dự thảo")
    words = {"number": comment.criterion.position, "sentence": comment.sentence}
    return (
        _("Góp ý về câu %(sentence)d của chỉ số %(number)d") if comment.sentence else _("Góp ý về chỉ số %(number)d")
    ) % words


def facts_of(comment: Comment) -> list[tuple[Any, ...]]:
    facts = [
        (_("Nơi góp ý"), comment.name or _("Không nêu tên")),
        (_("Được mời"), _("Có") if comment.invitation else _("Không")),
        (_("Lúc"), moment(comment.said_at)),
        (_("Ý kiến"), comment.get_stance_display()),
    ]
    if comment.hidden_because:
        facts.append((_("Vì sao không đăng"), comment.hidden_because))
    if comment.answered_at:
        by = comment.answered_by.get_full_name() if comment.answered_by else _("Hệ thống")
        facts.append((_("Người trả lời"), f"{by}, {moment(comment.answered_at)}"))
    return facts


def crumbs_of(comment: Comment) -> list[tuple[str, str]]:
    consultation = comment.consultation
    here = (_("Lấy ý kiến"), list_address(consultation.pk))
    return [*version_crumbs(consultation.version), here]


def to_next(request: Request, comment: Comment, said: str) -> str:
    """Whoever answers goes on to the next that waits, oldest first; else back to the list."""
    waiting = Comment.objects.filter(consultation=comment.consultation_id, verdict="")
    following = waiting.exclude(display=Comment.Display.HIDDEN).exclude(pk=comment.pk).order_by("pk").first()
    ways = [(_("Góp ý tiếp theo"), reverse("office:comment", args=[following.pk]))] if following else []
    came_of_it(request, said, *ways)
    return (
        list_address(comment.consultation_id, state=UNANSWERED) if following else list_address(comment.consultation_id)
    )
