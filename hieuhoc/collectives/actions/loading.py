"""Loading what comes with the product; a version that is there is left as it is."""

from typing import Any

from django.db import transaction

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.actions.criteria import checked, stored
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.published import published


@transaction.atomic
def load_model_criteria(*, actor: User | None) -> list[ModelCriteria]:
    """The versions that were missing, as drafts: from what day they apply, and the parts that no source tells, are the
    province's to enter. Run again: none."""
    require(actor, "collectives.load_model_criteria")
    known = set(ModelCriteria.objects.values_list("kind", "unit_level", "number"))
    missing = [
        entry for entry in published() if (entry["kind"], entry.get("unit_level", ""), entry["number"]) not in known
    ]
    loaded = [_load(entry) for entry in missing]
    if loaded:
        record(
            "collectives.load_model_criteria",
            actor=actor,
            subject_kind="model_criteria",
            subject_id=loaded[0].pk,
            changes={"versions": [None, [criteria.number for criteria in loaded]]},
        )
    return loaded


def _load(entry: dict[str, Any]) -> ModelCriteria:
    return ModelCriteria.objects.create(
        **{name: entry[name] for name in ("kind", "number", "title", "source", "certainty", "note")},
        unit_level=entry.get("unit_level", ""),
        content=stored(checked(entry["table"])),
    )
