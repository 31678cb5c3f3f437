"""Writing chains: a draft begins empty, as a copy or as shipped, and is the only thing that may be changed; put in force,
it holds for whole years, none of which has begun."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import ValidationError

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.chains.models import Chain
from hieuhoc.chains.reads import has_begun
from hieuhoc.chains.registry import registry
from hieuhoc.chains.rules import ReviewChain, gaps
from hieuhoc.chains.shipped import shipped_chains
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place

SUBJECT = "chain"


@transaction.atomic
def load_chains(*, actor: User | None) -> list[Chain]:
    """The shipped ones that were missing, as drafts for everywhere. Run again: none."""
    require(actor, "chains.load_chains")
    known = set(Chain.objects.values_list("kind", "title"))
    missing = [entry for entry in shipped_chains() if (entry["kind"], entry["title"]) not in known]
    loaded = [
        Chain.objects.create(
            **{name: entry[name] for name in ("kind", "title", "source", "certainty")},
            content=stored(checked(entry["content"])),
        )
        for entry in missing
    ]
    if loaded:
        record(
            "chains.load_chains",
            actor=actor,
            subject_kind=SUBJECT,
            subject_id=loaded[0].pk,
            changes={"titles": [None, [chain.title for chain in loaded]]},
        )
    return loaded


@transaction.atomic
def draft_chain(
    *, kind: str, title: str, place: Place | None = None, copied_from: Chain | None = None, actor: User | None
) -> Chain:
    """Empty, or with the steps of `copied_from`; for `place` and everywhere below it, None = everywhere."""
    require(actor, "chains.draft_chain")
    if kind not in registry.kinds:
        raise Refusal(_("Không có loại danh hiệu này."), code="unknown_kind")
    draft = Chain.objects.create(
        kind=kind,
        place=place,
        title=title.strip(),
        source=copied_from.source if copied_from else "",
        certainty=copied_from.certainty if copied_from else "seen",
        content=copied_from.content if copied_from else stored(ReviewChain()),
    )
    record(
        "chains.draft_chain",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=draft.pk,
        place=draft.place_id,
        changes={"kind": [None, kind], "copied_from": [None, copied_from.pk if copied_from else None]},
    )
    return draft


@transaction.atomic
def compose_chain(chain: Chain, content: dict[str, Any], *, part: str = "", actor: User | None) -> Chain:
    """The draft says `content` (a whole chain) from now on; `part`: what was changed in it, for the history."""
    require(actor, "chains.compose_chain")
    draft = locked_draft(chain)
    before, draft.content = draft.content, stored(checked(content))
    draft.save(update_fields=["content"])
    if draft.content != before:
        record(
            "chains.compose_chain",
            actor=actor,
            subject_kind=SUBJECT,
            subject_id=draft.pk,
            place=draft.place_id,
            changes={"part": [None, part]},
        )
    return draft


@transaction.atomic
def promulgate_chain(chain: Chain, *, since_year: int, actor: User | None) -> Chain:
    """In force for the years from that one on, and unchangeable (the database refuses too). The version before it at the same
    place ends there. A year that is under way keeps the way it began with."""
    require(actor, "chains.promulgate_chain")
    standing = Chain.objects.select_for_update().get(pk=chain.pk)
    if standing.status == Chain.Status.IN_FORCE and standing.since_year == since_year:
        return standing
    draft = locked_draft(chain)
    _refuse_gaps(draft)
    _refuse_year(draft.kind, since_year)
    _end_earlier(draft, since_year)
    draft.status, draft.since_year = Chain.Status.IN_FORCE, since_year
    draft.save(update_fields=["status", "since_year"])
    record(
        "chains.promulgate_chain",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=draft.pk,
        place=draft.place_id,
        changes={"status": ["draft", draft.status], "since_year": [None, since_year]},
    )
    return draft


@transaction.atomic
def retire_chain(chain: Chain, *, until_year: int, actor: User | None) -> Chain:
    """`until_year` is the first year it no longer holds for. What is under way goes on by it."""
    require(actor, "chains.retire_chain")
    standing = Chain.objects.select_for_update().get(pk=chain.pk)
    if standing.status == Chain.Status.RETIRED and standing.until_year == until_year:
        return standing
    if standing.status != Chain.Status.IN_FORCE or standing.since_year is None:
        raise Refusal(_("Chỉ kết thúc được quy trình đang áp dụng."), code="not_in_force")
    if until_year <= standing.since_year:
        raise Refusal(
            _("Năm hết hiệu lực phải sau năm %(year)s.") % {"year": standing.since_year}, code="until_too_early"
        )
    _refuse_year(standing.kind, until_year)
    _retire(standing, until_year)
    record(
        "chains.retire_chain",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=standing.pk,
        place=standing.place_id,
        changes={"status": ["in_force", standing.status], "until_year": [None, until_year]},
    )
    return standing


def checked(content: dict[str, Any]) -> ReviewChain:
    try:
        return ReviewChain.model_validate(content)
    except ValidationError as error:
        where = " › ".join(str(step) for step in error.errors()[0]["loc"])
        raise Refusal(
            _("Quy trình không đọc được ở %(where)s.") % {"where": where or "–"},
            remedy=_("Chọn lại từng phần của bước trong biểu mẫu."),
            code="unreadable_rule",
        ) from error


def stored(chain: ReviewChain) -> dict[str, Any]:
    return chain.model_dump(mode="json")


def locked_draft(chain: Chain) -> Chain:
    draft = Chain.objects.select_for_update().get(pk=chain.pk)
    if draft.status != Chain.Status.DRAFT:
        raise Refusal(_("Quy trình đã ban hành thì không sửa."), remedy=_("Muốn sửa, soạn bản mới."), code="in_force")
    return draft


def gap_sentences() -> dict[str, str]:
    return {
        "no_score": _("Chưa có bước chấm điểm."),
        "no_propose": _("Cần đúng một bước trình danh sách."),
        "no_decide": _("Cần đúng một bước ra quyết định."),
        "out_of_order": _("Các bước phải theo thứ tự: tổng hợp, chấm điểm, xét và đồng ý, trình, quyết định."),
        "alone": _("Chỉ bước chấm điểm hoặc bước xét mới cần nhiều người."),
        "too_few_for_middle": _("Bỏ điểm cao nhất và thấp nhất thì cần ít nhất ba người chấm."),
        "foreign_act": _("Có bước không dùng cho loại danh hiệu này."),
        "foreign_who": _("Có bước giao cho nơi không làm được việc đó với loại danh hiệu này."),
    }


def _refuse_gaps(draft: Chain) -> None:
    kind = registry.kinds[draft.kind]
    missing = gaps(checked(draft.content), kind.whos, kind.acts)
    if missing:
        sentences = gap_sentences()
        raise Refusal(" ".join(sentences[gap] for gap in missing), code=missing[0])


def _refuse_year(kind: str, year: int) -> None:
    if has_begun(kind, year):
        raise Refusal(
            _("Đợt năm %(year)s đã mở nên đi theo quy trình đang có.") % {"year": year},
            remedy=_("Chọn năm sau."),
            code="year_begun",
        )


def _end_earlier(draft: Chain, since_year: int) -> None:
    """Which version a year goes by is never in doubt: one of a kind at a place at a time."""
    later = Q(until_year__isnull=True) | Q(until_year__gt=since_year)
    others = Chain.objects.kept().filter(later, kind=draft.kind, place=draft.place_id)
    for other in others.select_for_update():
        if other.since_year is None or other.since_year >= since_year:
            raise Refusal(
                _("Bản “%(title)s” đã áp dụng từ năm %(year)s ở nơi này.")
                % {"title": other.title, "year": other.since_year},
                remedy=_("Chọn năm sau đó."),
                code="still_in_force",
            )
        _retire(other, since_year)


def _retire(chain: Chain, until_year: int) -> None:
    chain.status, chain.until_year = Chain.Status.RETIRED, until_year
    chain.save(update_fields=["status", "until_year"])
