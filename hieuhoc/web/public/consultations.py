"""A draft people are asked about: read with its changes marked, commented on from a phone, what others said and the answers."""

from typing import Any

from allauth.core.ratelimit import consume_or_429
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.consultations.commenting import take_comment
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.rules import LEAST_LETTERS, MOST_LETTERS, SentComment
from hieuhoc.criteria.comparing import compared, earlier_version
from hieuhoc.criteria.models import Criterion
from hieuhoc.criteria.published import english_of
from hieuhoc.criteria.reads import version_text
from hieuhoc.criteria.rules import sentences
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import AreaClass
from hieuhoc.web.guards import public
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.wording import marked_changes, plainly_worded

SHOWN = 20
LONGEST_WORD = 40  # a sentence offered in the form is cut to that many letters of its beginning
WHOLE = "0"


@public
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(pk)
    version = consultation.version
    before = earlier_version(version)
    marked = {row.later: row for row in compared(before, version)} if before else {}
    code = request.GET.get("code", "")[:LONGEST_WORD]
    said = consultation.comments.filter(display=Comment.Display.SHOWN).select_related("criterion")
    context = {
        "consultation": consultation,
        "text": version_text(version),
        "before": before,
        "marked": marked,
        "changes": {position: marked_changes(row.words) for position, row in marked.items()},
        "area_names": dict(AreaClass.choices),
        "is_open": consultation.takes_comments(timezone.localdate()),
        "carried": f"&{urlencode({'code': code})}" if code else "",
        "page": key_page(said, request, order=["-id"], size=SHOWN),
    }
    answer = render(request, "public/consultation.html", context)
    add_never_cache_headers(answer)
    return answer


@public
def comment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment: what it is about comes with the address, and can still be chosen."""
    consultation = consultation_of(pk)
    sent = request.POST if request.method == "POST" else None
    usual = {"about": request.GET.get("on", WHOLE), "code": request.GET.get("code", "")}
    form = CommentForm(sent, initial=usual, consultation=consultation)
    status = 200
    if sent is not None and form.is_valid():
        if too_many := consume_or_429(request, action="comment"):
            return too_many  # type: ignore[no-any-return]
        user = request.user if request.user.is_authenticated else None
        try:
            take_comment(consultation, form.said(), user=user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            return redirect("public:comment-sent", pk)
    context = {"consultation": consultation, "form": form, "is_open": consultation.takes_comments(timezone.localdate())}
    answer = render(request, "public/comment.html", context, status=status)
    add_never_cache_headers(answer)
    return answer


@public
def comment_sent(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "public/comment_sent.html", {"consultation": consultation_of(pk)})


def consultation_of(pk: int) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("version"), pk=pk)


class CommentForm(forms.Form):
    about = forms.ChoiceField(label=gettext_lazy("Góp ý về"))
    stance = forms.ChoiceField(label=gettext_lazy("Ý kiến"), choices=Comment.Stance.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("Nội dung góp ý"),
        widget=forms.Textarea(attrs={"rows": 6}),
        min_length=LEAST_LETTERS,
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Nêu điều nên giữ, nên sửa và vì sao. Không ghi số điện thoại, số định danh của ai."),
    )
    name = forms.CharField(
        label=gettext_lazy("Tên người hoặc đơn vị góp ý"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Hiện cùng góp ý; được xoá sau khi kết thúc lấy ý kiến một thời gian."),
    )
    code = forms.CharField(
        label=gettext_lazy("Mã mời"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("12 chữ và số trong giấy mời, nếu có."),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = targets_of(consultation)
        if consultation.audience == Consultation.Audience.INVITED:
            self.fields["code"].required = True
        elif consultation.audience == Consultation.Audience.ANYONE:
            self.fields["code"].widget = forms.HiddenInput()  # carried along by the address of an invitation

    def said(self) -> SentComment:
        given = self.cleaned_data
        position, _dot, sentence = given["about"].partition(".")
        return SentComment(
            stance=given["stance"],
            text=given["text"],
            position=int(position) or None,
            sentence=int(sentence) if sentence else None,
            name=given["name"],
            code=given["code"],
        )


def targets_of(consultation: Consultation) -> list[tuple[str, str]]:
    """ "0" = the whole draft, "3" = a criterion, "3.2" = its second sentence."""
    english = english_of(consultation.version)
    targets = [(WHOLE, _("Toàn bộ dự thảo"))]
    for criterion in Criterion.objects.filter(version=consultation.pk).order_by("position"):
        shown = plainly_worded(criterion.text, english)
        targets.append((str(criterion.position), f"{criterion.position}. {_cut(shown)}"))
        parts = sentences(criterion.text)
        for number, part in enumerate(parts, start=1) if len(parts) > 1 else ():
            words = {"position": criterion.position, "number": number, "text": _cut(part)}
            targets.append((f"{criterion.position}.{number}", _("%(position)d, câu %(number)d: %(text)s") % words))
    return targets


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD].rsplit(' ', 1)[0]} …"
