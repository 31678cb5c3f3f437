"""Models at a step of a review chain that is mine: agreed to many at once, one looked at, sent back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hieuhoc.accounts.models import User
from hieuhoc.chains.reads import takers_of, takes_step
from hieuhoc.chains.rules import Act, Who
from hieuhoc.chains.sentences import waiting_sentence
from hieuhoc.collectives.actions import agree_models, return_model
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.steps import REVIEWED_BY, ModelStep, steps_of, waiting_for
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.places.reads import ancestors, commune_of
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.way import picture

MOST = 50  # one page of the list
TITLE = gettext_lazy("Mô hình chờ bước của mình")
ABOVE_ALL = (Who.PROVINCE, Who.PROVINCE_ASSOCIATION, Who.EDUCATION)


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Cần bổ sung gì"),
        max_length=300,
        help_text=gettext_lazy("Người làm bước đầu đọc được nguyên văn."),
    )


class OpinionForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Ý kiến"), max_length=300, required=False)


@needs("collectives.agree_models")
def model_step_list(request: Request) -> HttpResponse:
    page = key_page(waiting_for(request.user, request.scope).with_bodies(), request, order=["id"])
    families_read(request, (row.subject for row in page.rows if isinstance(row.subject, Group)))
    names, standing = names_of(page.rows), steps_of([row.pk for row in page.rows])
    context = {
        "page": page,
        "rows": [
            (
                record_address("office:model", row.pk),
                names[row.pk],
                row.criteria.get_kind_display(),
                str(row.year),
                row.get_standing_display(),
                standing[row.pk].step.name,
                day(standing[row.pk].due_on),
            )
            for row in page.rows
        ],
        "tokens": [public_id("registration", row.pk) for row in page.rows],
    }
    return render(request, "office/collectives/steps.html", context)


@needs("collectives.agree_models")
@require_POST
def model_step_agree(request: Request) -> HttpResponse:
    ids = ticked(request, "registration", MOST)
    rows = Registration.objects.within(request.scope).filter(pk__in=ids)
    chosen = list(rows.values_list("pk", flat=True))
    if not chosen:
        return redirect("office:model-step-list")
    result = agree_models(chosen, actor=request.user)
    families_read(request, (row.subject for row, _why in result.left if isinstance(row.subject, Group)))
    names = names_of([row for row, _why in result.left])
    context = {"done": len(result.done), "left": [(row, names[row.pk], why) for row, why in result.left]}
    return render(request, "office/collectives/agreed.html", context)


@needs("collectives.agree_models")
def model_agree(request: Request, pk: int) -> HttpResponse:
    row, page = page_of(request, pk, _("Đồng ý"), "")

    def deed(given: dict[str, Any]) -> str:
        result = agree_models([row.pk], reason=given["reason"], actor=request.user)
        if result.left:
            raise Refusal(result.left[0][1], code="wrong_step")
        came_of_it(request, _("Đã đồng ý; mô hình sang bước sau."))
        return page.back

    return ask(request, OpinionForm(request.POST or None), page, deed)


@needs("collectives.return_model")
def model_return(request: Request, pk: int) -> HttpResponse:
    row, page = page_of(request, pk, _("Trả lại để bổ sung"), _("Mô hình về bước đầu của quy trình."))

    def deed(given: dict[str, Any]) -> str:
        return_model(row, note=given["note"], actor=request.user)
        came_of_it(request, _("Đã trả lại; người làm bước đầu được báo."))
        return page.back

    return ask(request, ReturnForm(request.POST or None), page, deed)


def way_of(user: User, row: Registration) -> dict[str, Any]:
    """Where the model stands, for its page: sentence, picture, what was said, what this account may do. Nothing without a
    chain."""
    here = steps_of([row.pk]).get(row.pk)
    said = list(row.stances.select_related("given_by").order_by("pk"))
    if here is None:
        return {"stances": said}
    today = timezone.localdate()
    takers = [user.full_name for user in takers_of(here.step, row.place_id)]
    is_mine = takes_step(user, here.step, row)
    deeds = []
    if is_mine and here.step.act in REVIEWED_BY and user.has_perm("collectives.agree_models", row):
        words = _("Gửi lên xét") if here.step.act == Act.COLLECT else _("Đồng ý")
        deeds.append((reverse("office:model-agree", args=[row.pk]), words, "circle-check"))
    if is_mine and here.step.may_return and user.has_perm("collectives.return_model", row):
        deeds.append((reverse("office:model-return", args=[row.pk]), _("Trả lại để bổ sung"), "arrow-back-up"))
    return {
        "where": waiting_sentence(here.step, place=_seat(here, row), due_on=here.due_on, today=today),
        "way": picture(here.chain.way.steps, here.position),
        "takers": takers,
        "step_deeds": deeds,
        "stances": said,
    }


def names_of(rows: Sequence[Registration]) -> dict[int, str]:
    """Registration (pk) → what its family, clan, unit or place is called."""
    named = full_titles(row.subject.pk for row in rows if isinstance(row.subject, Place))
    return {row.pk: name_in(named, row) for row in rows}


def name_in(titles: Mapping[int, str], row: Registration) -> str:
    """`titles`: of places (pk), its own among them."""
    subject = row.subject
    return titles.get(subject.pk, "–") if isinstance(subject, Place) else str(subject)


def _seat(here: ModelStep, row: Registration) -> str:
    """The place whose office it is, or the work unit."""
    if here.step.who == Who.UNIT:
        return str(row.subject)
    today = timezone.localdate()
    above = ancestors(row.place_id, today) or [row.place_id]
    place = above[-1] if here.step.who in ABOVE_ALL else commune_of(row.place_id, today) or row.place_id
    return full_titles([place]).get(place, "–")


def page_of(request: Request, pk: int, title: str, lead: str) -> tuple[Registration, FormPage]:
    """The model a form is about, and the page that asks."""
    row = get_object_or_404(Registration.objects.within(request.scope).with_bodies(), pk=pk)
    families_read(request, [row.subject] if isinstance(row.subject, Group) else [])
    back, name = reverse("office:model", args=[row.pk]), names_of([row])[row.pk]
    crumbs = [(_("Mô hình đăng ký"), reverse("office:model-list")), (name, back)]
    return row, FormPage(title, title, " ".join(filter(None, [f"{name}.", lead])), back, crumbs)
