"""A version as 1EdTech CASE 1.1 (Competencies and Academic Standards Exchange) has it, for programmes that exchange
competency frameworks. Checked against the published OpenAPI definition (imscasev1p1_openapi3_v1p0.json) when it was
written; tests/criteria/test_case.py holds what it asks.

Competences and criteria are items, what belongs to what is an association, points are weights of a rubric. What CASE has
no word for (pass marks, applicant groups, our English) stands in `extensions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hieuhoc.audit.models import Entry
from hieuhoc.criteria.models import GroupWording, Version
from hieuhoc.criteria.reads import CompetenceText, CriterionText, version_text

CREATOR, PROVINCE = "Hội Khuyến học Việt Nam", "Hội Khuyến học tỉnh"
STATUS = {
    Version.Status.DRAFT: "Draft",
    Version.Status.CONSULTATION: "Draft",
    Version.Status.CONSULTED: "Draft",
    Version.Status.IN_FORCE: "Adopted",
    Version.Status.RETIRED: "Deprecated",
}
NATIONAL = "KHVN"  # ends the number of the national association's decisions


@dataclass(frozen=True)
class _Namer:
    """Names of the parts below the address of the version: the same at every export."""

    address: str
    changed: str

    def named(self, part: str) -> dict[str, str]:
        uri = f"{self.address}#{part}" if part else self.address
        return {"identifier": str(uuid5(NAMESPACE_URL, uri)), "uri": uri, "lastChangeDateTime": self.changed}

    def link(self, part: str, title: str) -> dict[str, str]:
        own = self.named(part)
        return {"title": title, "identifier": own["identifier"], "uri": own["uri"]}


def case_package(version: Version, address: str) -> dict[str, Any]:
    """A CFPackage, ready for JSON. `address`: where the version is read, absolute; the uris of its parts stand below it."""
    text, names = version_text(version), _Namer(address, _changed(version))
    document = names.link("", version.title)
    items, associations = [], []
    for competence in text.competences:
        items.append(_competence(names, competence, text.english))
        parent = names.link(f"competence-{competence.position}", competence.name)
        associations.append(_child(names, parent, document, competence.position))
        for criterion in competence.criteria:
            items.append(_criterion(names, criterion, text.english))
            child = names.link(f"criterion-{criterion.position}", criterion.text)
            associations.append(_child(names, child, parent, criterion.position))
    return {
        "CFDocument": _document(names, version, text.english),
        "CFItems": items,
        "CFAssociations": associations,
        "CFRubrics": [_rubric(names, text.criteria)],
        "extensions": {"passRules": _pass_rules(version), "applicantGroups": _groups(version, text.english)},
    }


def _document(names: _Namer, version: Version, english: Mapping[str, str]) -> dict[str, Any]:
    creator = CREATOR if version.number.endswith(NATIONAL) else PROVINCE
    told = {
        **names.named(""),
        "caseVersion": "1.1",
        "creator": creator,
        "title": version.title,
        "description": version.source,
        "notes": version.note,
        "language": "vi",
        "version": f"{version.number} ({version.edition})",
        "adoptionStatus": STATUS[Version.Status(version.status)],
        "statusStartDate": version.since.isoformat() if version.since else "",
        "statusEndDate": version.until.isoformat() if version.until else "",
        "extensions": _english(version.title, english),
    }
    return {key: value for key, value in told.items() if value}


def _competence(names: _Namer, competence: CompetenceText, english: Mapping[str, str]) -> dict[str, Any]:
    return {
        **names.named(f"competence-{competence.position}"),
        "fullStatement": competence.name,
        "CFItemType": "Competence",
        "listEnumeration": str(competence.position),
        "language": "vi",
        "extensions": _english(competence.name, english),
    }


def _criterion(names: _Namer, criterion: CriterionText, english: Mapping[str, str]) -> dict[str, Any]:
    told = {
        **names.named(f"criterion-{criterion.position}"),
        "fullStatement": criterion.text,
        "CFItemType": "Criterion",
        "humanCodingScheme": str(criterion.position),
        "listEnumeration": str(criterion.position),
        "language": "vi",
        "notes": criterion.source,
        "extensions": {"certainty": criterion.certainty, **_english(criterion.text, english)},
    }
    return {key: value for key, value in told.items() if value}


def _child(names: _Namer, child: Mapping[str, str], parent: Mapping[str, str], number: int) -> dict[str, Any]:
    part = child["uri"].partition("#")[2]
    return {
        **names.named(f"{part}-place"),
        "associationType": "isChildOf",
        "sequenceNumber": number,
        "originNodeURI": dict(child) | {"targetType": "CASE"},
        "destinationNodeURI": dict(parent) | {"targetType": "CASE"},
    }


def _rubric(names: _Namer, criteria: tuple[CriterionText, ...]) -> dict[str, Any]:
    own = names.named("points")
    return {
        **own,
        "title": "Điểm tối đa",
        "CFRubricCriteria": [
            {
                **names.named(f"points-{criterion.position}"),
                "CFItemURI": names.link(f"criterion-{criterion.position}", criterion.text),
                "rubricId": own["identifier"],
                "position": criterion.position,
                "weight": criterion.max_points,
            }
            for criterion in criteria
        ],
    }


def _pass_rules(version: Version) -> list[dict[str, Any]]:
    rules = version.pass_rules.order_by("-min_total", "area_class")
    return [
        {"areaClass": rule.area_class, "minTotal": rule.min_total, "minEach": rule.min_each, "source": rule.source}
        for rule in rules
    ]


def _groups(version: Version, english: Mapping[str, str]) -> list[dict[str, Any]]:
    own: dict[int, dict[str, str]] = {}
    wordings = GroupWording.objects.filter(criterion__version=version).order_by("criterion__position")
    for group, position, text in wordings.values_list("applicant_group", "criterion__position", "text"):
        own.setdefault(group, {})[str(position)] = text
    return [
        {"code": group.code, "name": group.name, "wordings": own.get(group.pk, {}), **_english(group.name, english)}
        for group in version.applicant_groups.order_by("position")
    ]


def _english(text: str, english: Mapping[str, str]) -> dict[str, str]:
    return {"english": english[text]} if text in english else {}


def _changed(version: Version) -> str:
    """When somebody last did something to it; a set that was only loaded: when it was issued."""
    newest = Entry.objects.filter(subject_kind="version", subject_id=version.pk).order_by("-pk").first()
    issued = version.issued_on or date.min
    changed = newest.at.astimezone(UTC) if newest else datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    return changed.isoformat(timespec="seconds").replace("+00:00", "Z")
