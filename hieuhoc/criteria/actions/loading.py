"""Loading the published sets that come with the product; a version that is there is left as it is."""

from typing import Any

from django.db import transaction

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.actions.force import promulgate_version, retire_version
from hieuhoc.criteria.models import ApplicantGroup, Competence, CriteriaSet, Criterion, PassRule, Version
from hieuhoc.criteria.published import published


@transaction.atomic
def load_criteria(*, actor: User | None) -> list[Version]:
    """The versions that were missing, now in force (or retired) as published. Run again: none."""
    require(actor, "criteria.load_criteria")
    data = published()
    criteria_set, _is_new = CriteriaSet.objects.get_or_create(
        code=data["set"]["code"], defaults={"name": data["set"]["name"]}
    )
    known = set(criteria_set.versions.values_list("number", flat=True))
    loaded = [
        _load_version(criteria_set, data, entry, actor) for entry in data["version"] if entry["number"] not in known
    ]
    if loaded:
        record(
            "criteria.load_criteria",
            actor=actor,
            subject_kind="criteria_set",
            subject_id=criteria_set.pk,
            changes={"versions": [None, [version.number for version in loaded]]},
        )
    return loaded


def _load_version(
    criteria_set: CriteriaSet, data: dict[str, Any], entry: dict[str, Any], actor: User | None
) -> Version:
    version = Version.objects.create(
        criteria_set=criteria_set,
        number=entry["number"],
        title=entry["title"],
        issued_on=entry["issued_on"],
        source=entry["source"],
        certainty=entry["certainty"],
        note=data["note"]["text"],
    )
    ApplicantGroup.objects.bulk_create(
        ApplicantGroup(version=version, position=position, **group)
        for position, group in enumerate(entry["group"], start=1)
    )
    competences = {row["position"]: Competence.objects.create(version=version, **row) for row in data["competence"]}
    Criterion.objects.bulk_create(
        Criterion(version=version, **row | {"competence": competences[row["competence"]]}) for row in data["criterion"]
    )
    PassRule.objects.bulk_create(PassRule(version=version, **rule) for rule in entry["rule"])
    version = promulgate_version(version, since=entry["issued_on"], actor=actor)
    if "until" in entry:
        version = retire_version(version, until=entry["until"], actor=actor)
    return version
