"""Composing a draft, step by step."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from hieuhoc.chains.actions import compose_chain, stored
from hieuhoc.chains.models import Chain
from hieuhoc.chains.rules import ChainStep, ReviewChain, moved_up, with_step, without_step
from hieuhoc.web.guards import needs
from hieuhoc.web.office.chains.chains import chain_form, reached
from hieuhoc.web.office.chains.forms import ChainStepForm, CombiningForm
from hieuhoc.web.office.form_pages import confirmation
from hieuhoc.web.requests import Request


@needs("chains.compose_chain")
def chain_rule(request: Request, pk: int) -> HttpResponse:
    chain = reached(request, pk)

    def known() -> Mapping[str, object]:
        way = _fresh(chain)
        return {
            "combining": str(way.combining),
            "watching": [str(who) for who in way.watching],
            "objection_days": way.objection_days,
            "answer_days": way.answer_days,
        }

    form = CombiningForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> Chain:
        content = stored(_fresh(chain)) | given
        return compose_chain(chain, content, part=_("cách gộp điểm, hạn đề nghị xét lại"), actor=request.user)

    done = _("Đã đặt cách gộp điểm và hạn của bản soạn.")
    return chain_form(request, chain, form, _("Đặt cách gộp điểm và hạn xét lại"), deed, done, known=known)


@needs("chains.compose_chain")
def chain_step_new(request: Request, pk: int) -> HttpResponse:
    chain = reached(request, pk)
    form = ChainStepForm(request.POST or None, kind=chain.kind)

    def deed(_given: dict[str, Any]) -> Chain:
        return _composed(request, chain, with_step(_fresh(chain), 0, form.step()), form.step())

    lead = _("Bước mới đứng sau cùng; dời lên ở trang của bước.")
    return chain_form(request, chain, form, _("Thêm bước"), deed, _("Đã thêm bước “%(name)s”."), lead)


@needs("chains.compose_chain")
def chain_step(request: Request, pk: int, position: int) -> HttpResponse:
    """The step as it is; `?up=1`: one place earlier."""
    chain, step = _step(request, pk, position)
    if request.GET.get("up") == "1":
        return _move(request, chain, position, step)

    def known() -> Mapping[str, object]:
        kept: dict[str, object] = stored(_fresh(chain))["steps"][position - 1]
        return kept

    form = ChainStepForm(request.POST or None, initial=dict(known()), kind=chain.kind)

    def deed(_given: dict[str, Any]) -> Chain:
        return _composed(request, chain, with_step(_fresh(chain), position, form.step()), form.step())

    done = _("Đã sửa bước “%(name)s”.")
    return chain_form(request, chain, form, _("Sửa bước"), deed, done, known=known)


@needs("chains.compose_chain")
def chain_step_drop(request: Request, pk: int, position: int) -> HttpResponse:
    chain, step = _step(request, pk, position)

    def deed(_given: dict[str, Any]) -> Chain:
        return _composed(request, chain, without_step(_fresh(chain), position), step)

    done = _("Đã bỏ bước khỏi bản soạn.")
    return chain_form(request, chain, confirmation(request), _("Bỏ bước"), deed, done, lead=step.name)


def _move(request: Request, chain: Chain, position: int, step: ChainStep) -> HttpResponse:
    def deed(_given: dict[str, Any]) -> Chain:
        return _composed(request, chain, moved_up(_fresh(chain), position), step)

    done = _("Đã dời bước lên trước.")
    return chain_form(request, chain, confirmation(request), _("Dời bước lên"), deed, done, lead=step.name)


def _composed(request: Request, chain: Chain, way: ReviewChain, step: ChainStep) -> Chain:
    return compose_chain(chain, stored(way), part=step.name, actor=request.user)


def _fresh(chain: Chain) -> ReviewChain:
    return Chain.objects.get(pk=chain.pk).way


def _step(request: Request, pk: int, position: int) -> tuple[Chain, ChainStep]:
    chain = reached(request, pk)
    if not 1 <= position <= len(chain.way.steps):
        raise Http404
    return chain, chain.way.at(position)
