"""A version as CASE 1.1: what the published definition asks of each part, and that nothing of the version is lost."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.criteria.actions import draft_version, name_applicant_group, reword_criterion, weigh_criterion
from hieuhoc.criteria.case import case_package
from hieuhoc.criteria.models import Version
from tests.cast import World

pytestmark = pytest.mark.django_db

ADDRESS = "https://hieuhoc.example/criteria/x/"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# Of the published definition: what each part must say, and all that it may say.
NAMED = {"identifier", "uri", "lastChangeDateTime"}
ASKED = {
    "CFDocument": (
        NAMED | {"creator", "title"},
        {"caseVersion", "description", "notes", "language", "version", "adoptionStatus", "statusStartDate"}
        | {"statusEndDate", "extensions"},
    ),
    "CFItems": (
        NAMED | {"fullStatement"},
        {"CFItemType", "humanCodingScheme", "listEnumeration", "language", "notes", "extensions"},
    ),
    "CFAssociations": (
        NAMED | {"associationType", "originNodeURI", "destinationNodeURI"},
        {"sequenceNumber"},
    ),
    "CFRubrics": (NAMED, {"title", "CFRubricCriteria"}),
    "CFRubricCriteria": (NAMED, {"CFItemURI", "rubricId", "position", "weight"}),
}


def parts(package: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = [("CFDocument", package["CFDocument"])]
    found += [(kind, part) for kind in ("CFItems", "CFAssociations", "CFRubrics") for part in package[kind]]
    found += [("CFRubricCriteria", part) for rubric in package["CFRubrics"] for part in rubric["CFRubricCriteria"]]
    return found


@pytest.fixture
def draft(world: World) -> Version:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    weigh_criterion(draft.criteria.get(position=2), max_points=20, actor=None)
    group = name_applicant_group(draft, name="Người cao tuổi", actor=None)
    reword_criterion(
        draft.criteria.get(position=3), text="Riêng", source="VB", certainty="seen", applicant_group=group, actor=None
    )
    return draft


def test_every_part_says_what_the_definition_asks_and_nothing_else(draft: Version, world: World) -> None:
    for version in (draft, world.round.version):
        told = parts(json.loads(json.dumps(case_package(version, ADDRESS))))
        for kind, part in told:
            required, allowed = ASKED[kind]
            assert required <= set(part) <= required | allowed, kind
            assert UUID.fullmatch(part["identifier"])
            assert part["uri"].startswith(ADDRESS)
            assert datetime.fromisoformat(part["lastChangeDateTime"]).tzinfo is not None
        assert len({part["identifier"] for _kind, part in told}) == len(told)


def test_the_same_version_has_the_same_names_at_every_export(draft: Version) -> None:
    assert case_package(draft, ADDRESS) == case_package(draft, ADDRESS)


def test_associations_lead_from_every_criterion_to_the_document(draft: Version) -> None:
    package = case_package(draft, ADDRESS)
    parents = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"] for one in package["CFAssociations"]
    }
    for item in package["CFItems"]:
        above = parents[item["identifier"]]
        assert parents.get(above, above) == package["CFDocument"]["identifier"]


def test_points_marks_groups_and_their_words_go_along(draft: Version) -> None:
    package = case_package(draft, ADDRESS)
    weights = [part["weight"] for part in package["CFRubrics"][0]["CFRubricCriteria"]]
    assert weights == list(draft.criteria.order_by("position").values_list("max_points", flat=True))
    extensions = package["extensions"]
    assert {(rule["areaClass"], rule["minTotal"]) for rule in extensions["passRules"]} == set(
        draft.pass_rules.values_list("area_class", "min_total")
    )
    assert extensions["applicantGroups"][-1] == {
        "code": "group-5",
        "name": "Người cao tuổi",
        "wordings": {"3": "Riêng"},
    }


def test_it_is_open_data_of_what_was_promulgated(draft: Version, world: World, client: Client) -> None:
    address = reverse("public:criteria-case", args=[world.round.version_id])
    assert address in client.get(reverse("public:criteria")).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["CFDocument"]["adoptionStatus"] == "Adopted"
    assert client.get(reverse("public:criteria-case", args=[draft.pk])).status_code == 404
