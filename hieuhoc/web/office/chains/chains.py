"""Review chains: what each version says, as a picture of steps and as sentences; drafting, putting in force, ending."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.chains.actions import draft_chain, gap_sentences, promulgate_chain, retire_chain
from hieuhoc.chains.models import Chain
from hieuhoc.chains.registry import registry
from hieuhoc.chains.rules import gaps
from hieuhoc.chains.sentences import chain_sentences
from hieuhoc.chains.shipped import default_chain, default_kinds, shipped_english
from hieuhoc.places.models import Place
from hieuhoc.web.choices import places_to_choose, titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.chains.forms import ChainCopyForm, ChainForm, SinceYearForm, UntilYearForm
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.wording import worded
from hieuhoc.web.way import picture

TITLE = gettext_lazy("Quy trình xét duyệt")


@needs("chains.read_chains")
def chain_list(request: Request) -> HttpResponse:
    page = key_page(Chain.objects.within(request.scope), request, order=["-id"])
    names, english = titles(row.place_id for row in page.rows), shipped_english()
    context = {
        "page": page,
        "rows": [(row, worded(row.title, english), names.get(row.place_id or 0, "")) for row in page.rows],
        "defaults": [(registry.kinds[code].name, picture(default_chain(code).steps)) for code in default_kinds()],
        "may_draft": request.user.has_perm("chains.draft_chain"),
    }
    return render(request, "office/chains/list.html", context)


@needs("chains.read_chains")
def chain(request: Request, pk: int) -> HttpResponse:
    chain = reached(request, pk)
    deeds = deeds_for(request.user, chain)
    sentences = gap_sentences()
    context = {
        "chain": chain,
        "english": shipped_english(),
        "facts": facts(chain),
        "steps": picture(chain.way.steps),
        "told": chain_sentences(chain.way),
        "gaps": [sentences[gap] for gap in gaps_of(chain)] if chain.status == Chain.Status.DRAFT else [],
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "may_change": any(deed.name == "chain-step-new" for deed in deeds),
        "events": story("chain", chain.pk),
    }
    return render(request, "office/chains/chain.html", context)


@needs("chains.draft_chain")
def chain_new(request: Request) -> HttpResponse:
    form = ChainForm(request.POST or None, places=places_to_choose(request.scope))
    back = reverse("office:chain-list")
    lead = _("Bản soạn bắt đầu trống; thêm từng bước, rồi ban hành cho một năm có đợt chưa mở.")
    page = FormPage(_("Soạn quy trình"), _("Soạn"), lead, back, [(str(TITLE), back)])

    def deed(given: dict[str, Any]) -> str:
        draft = draft_chain(
            kind=given["kind"], title=given["title"], place=place_of(request, given["place"]), actor=request.user
        )
        came_of_it(request, _("Đã lập bản soạn: thêm bước thứ nhất."))
        return reverse("office:chain", args=[draft.pk])

    return ask(request, form, page, deed)


@needs("chains.draft_chain")
def chain_draft(request: Request, pk: int) -> HttpResponse:
    chain = reached(request, pk)
    initial = {"title": chain.title, "place": str(chain.place_id or "")}
    form = ChainCopyForm(request.POST or None, initial=initial, places=places_to_choose(request.scope))

    def deed(given: dict[str, Any]) -> Chain:
        place = place_of(request, given["place"])
        return draft_chain(kind=chain.kind, title=given["title"], place=place, copied_from=chain, actor=request.user)

    lead = _("Bản soạn bắt đầu bằng mọi bước của “%(title)s”.") % {"title": chain.title}
    return chain_form(request, chain, form, _("Soạn bản mới"), deed, _("Đã lập bản soạn: sửa từng bước ở đây."), lead)


@needs("chains.promulgate_chain")
def chain_promulgate(request: Request, pk: int) -> HttpResponse:
    chain = reached(request, pk)

    def deed(given: dict[str, Any]) -> Chain:
        return promulgate_chain(chain, **given, actor=request.user)

    lead = _("Từ khi ban hành không sửa được nữa; bản đang áp dụng ở nơi này kết thúc từ năm đó.")
    done = _("Đã ban hành; hồ sơ từ năm %(since_year)s đi theo quy trình này.")
    return chain_form(request, chain, SinceYearForm(request.POST or None), _("Ban hành"), deed, done, lead)


@needs("chains.retire_chain")
def chain_retire(request: Request, pk: int) -> HttpResponse:
    chain = reached(request, pk)

    def deed(given: dict[str, Any]) -> Chain:
        return retire_chain(chain, **given, actor=request.user)

    lead = _("Hồ sơ đang đi theo quy trình này vẫn đi tiếp cho đến hết.")
    done = _("Quy trình hết hiệu lực từ năm %(until_year)s.")
    return chain_form(request, chain, UntilYearForm(request.POST or None), _("Kết thúc hiệu lực"), deed, done, lead)


def chain_form(
    request: Request,
    chain: Chain,
    form: forms.Form,
    title: str,
    action: Callable[[dict[str, Any]], Chain],
    done: str,
    lead: str = "",
    **more: Any,
) -> HttpResponse:
    """One deed on a version; it leads to the version the deed gives back. `done` may name what was sent."""
    address = reverse("office:chain", args=[chain.pk])
    crumbs = [(str(TITLE), reverse("office:chain-list")), (chain.title, address)]

    def deed(given: dict[str, Any]) -> str:
        changed = action(given)
        came_of_it(request, done % given)
        return reverse("office:chain", args=[changed.pk])

    return ask(request, form, FormPage(title, title, lead, address, crumbs), deed, **more)


def reached(request: Request, pk: int) -> Chain:
    return get_object_or_404(Chain.objects.within(request.scope), pk=pk)


def place_of(request: Request, chosen: str) -> Place | None:
    return Place.objects.get(pk=int(chosen)) if chosen else None


def gaps_of(chain: Chain) -> tuple[str, ...]:
    kind = registry.kinds.get(chain.kind)
    return gaps(chain.way, kind.whos, kind.acts) if kind else ()


def facts(chain: Chain) -> list[tuple[Any, ...]]:
    names = titles([chain.place_id])
    return [
        (_("Loại danh hiệu, cách xét"), chain.get_kind_display()),
        (_("Dùng cho"), names.get(chain.place_id or 0, "") or _("Mọi nơi")),
        (_("Áp dụng từ năm"), chain.since_year or "–"),
        (_("Đến trước năm"), chain.until_year or "–"),
        (_("Mức chắc chắn"), chain.get_certainty_display()),
        (_("Nguồn"), worded(chain.source, shipped_english()) or "–"),
    ]


def deeds_for(user: User, chain: Chain) -> list[NextDeed]:
    is_draft, is_in_force = chain.status == Chain.Status.DRAFT, chain.status == Chain.Status.IN_FORCE
    is_whole = is_draft and not gaps_of(chain)
    deeds = [
        OfferedDeed("chain-promulgate", "chains.promulgate_chain", _("Ban hành"), "signature", is_whole),
        OfferedDeed("chain-step-new", "chains.compose_chain", _("Thêm bước"), "plus", is_draft),
        OfferedDeed(
            "chain-rule", "chains.compose_chain", _("Đặt cách gộp điểm và hạn xét lại"), "adjustments", is_draft
        ),
        OfferedDeed("chain-draft", "chains.draft_chain", _("Soạn bản mới"), "copy", True),
        OfferedDeed("chain-retire", "chains.retire_chain", _("Kết thúc hiệu lực"), "history", is_in_force),
    ]
    return offered(user, chain, deeds)
