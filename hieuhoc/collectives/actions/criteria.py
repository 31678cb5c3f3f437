"""Writing criteria of a kind of model: a draft begins empty or as a copy, and is the only thing that may be changed."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from pydantic import ValidationError

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.rules import CriteriaTable
from hieuhoc.lib.errors import Refusal

ONE_GRADE = "Đạt"


@transaction.atomic
def draft_model_criteria(
    *,
    kind: str,
    number: str,
    title: str,
    unit_level: str = "",
    copied_from: ModelCriteria | None = None,
    actor: User | None,
) -> ModelCriteria:
    """Empty, with one grade, or with all that `copied_from` says. The number of a version that is there makes its next
    edition."""
    require(actor, "collectives.draft_model_criteria")
    if copied_from is not None and copied_from.kind != kind:
        raise Refusal(_("Tiêu chí của loại mô hình khác."), code="another_kind")
    level = unit_level if kind == "unit" else ""
    standing = ModelCriteria.objects.filter(kind=kind, unit_level=level, number=number)
    draft = ModelCriteria.objects.create(
        kind=kind,
        unit_level=level,
        number=number,
        edition=(standing.aggregate(last=Max("edition"))["last"] or 0) + 1,
        title=title,
        source=copied_from.source if copied_from else "",
        certainty=copied_from.certainty if copied_from else "seen",
        note=copied_from.note if copied_from else "",
        content=copied_from.content if copied_from else stored(CriteriaTable(grades=(ONE_GRADE,))),
    )
    record(
        "collectives.draft_model_criteria",
        actor=actor,
        subject_kind="model_criteria",
        subject_id=draft.pk,
        changes={"number": [None, number], "copied_from": [None, copied_from.pk if copied_from else None]},
    )
    return draft


@transaction.atomic
def describe_model_criteria(
    criteria: ModelCriteria, *, title: str, source: str, certainty: str, note: str, actor: User | None
) -> ModelCriteria:
    """What the draft is called and where it comes from."""
    require(actor, "collectives.describe_model_criteria")
    draft = locked_draft(criteria)
    before = {name: getattr(draft, name) for name in ("title", "source", "certainty", "note")}
    after = {"title": title.strip(), "source": source.strip(), "certainty": certainty, "note": note.strip()}
    for name, value in after.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(after))
    record(
        "collectives.describe_model_criteria",
        actor=actor,
        subject_kind="model_criteria",
        subject_id=draft.pk,
        changes={name: [before[name], value] for name, value in after.items() if before[name] != value},
    )
    return draft


@transaction.atomic
def compose_model_criteria(
    criteria: ModelCriteria, content: dict[str, Any], *, part: str = "", actor: User | None
) -> ModelCriteria:
    """The draft says `content` (a whole table) from now on; `part`: what was changed in it, for the history."""
    require(actor, "collectives.compose_model_criteria")
    draft = locked_draft(criteria)
    before, draft.content = draft.content, stored(checked(content))
    draft.save(update_fields=["content"])
    if draft.content != before:
        record(
            "collectives.compose_model_criteria",
            actor=actor,
            subject_kind="model_criteria",
            subject_id=draft.pk,
            changes={"part": [None, part]},
        )
    return draft


def checked(content: dict[str, Any]) -> CriteriaTable:
    try:
        return CriteriaTable.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = " › ".join(str(step) for step in first["loc"])
        raise Refusal(
            _("Quy tắc không đọc được ở %(where)s.") % {"where": where or "–"},
            remedy=_("Chọn lại từng phần của quy tắc trong biểu mẫu."),
            code="unreadable_rule",
        ) from error


def stored(table: CriteriaTable) -> dict[str, Any]:
    return table.model_dump(mode="json")


def locked_draft(criteria: ModelCriteria) -> ModelCriteria:
    draft = ModelCriteria.objects.select_for_update().get(pk=criteria.pk)
    if draft.status != ModelCriteria.Status.DRAFT:
        raise Refusal(
            _("Tiêu chí đã ban hành thì không sửa."), remedy=_("Muốn sửa, soạn phiên bản mới."), code="in_force"
        )
    return draft
