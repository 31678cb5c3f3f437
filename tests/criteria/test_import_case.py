"""A draft comes from a CASE file; what was exported comes back as it was, and what strangers send is refused in words."""

import json
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.criteria.actions import draft_version, import_case, name_applicant_group, reword_criterion, weigh_criterion
from hieuhoc.criteria.case import case_package
from hieuhoc.criteria.case_reading import MOST_BYTES, NotCase, read_case
from hieuhoc.criteria.models import Version
from tests.cast import World
from tests.refusals import refusal_code

ADDRESS = "https://hieuhoc.example/criteria/x/"
OF_THE_VERSION = {"creator", "version", "adoptionStatus", "statusStartDate", "statusEndDate", "lastChangeDateTime"}


def bytes_of(package: Any) -> bytes:
    return json.dumps(package, ensure_ascii=False).encode()


def said(package: Any) -> Any:
    """Without what tells one version from another: its number and days, and when it was changed."""
    if isinstance(package, dict):
        return {key: said(value) for key, value in package.items() if key not in OF_THE_VERSION}
    return [said(part) for part in package] if isinstance(package, list) else package


def small(**more: Any) -> dict[str, Any]:
    """One competence with one criterion, as another programme might write it."""
    link = {
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": "b"},
        "destinationNodeURI": {"identifier": "a"},
    }
    items = [{"identifier": "a", "fullStatement": "Năng lực"}, {"identifier": "b", "fullStatement": "Chỉ số"}]
    return {"CFDocument": {"title": "Bộ khác"}, "CFItems": items, "CFAssociations": [link], **more}


@pytest.mark.django_db
def test_what_was_exported_comes_back_as_it_was(world: World) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    weigh_criterion(draft.criteria.get(position=2), max_points=20, actor=None)
    group = name_applicant_group(draft, name="Người cao tuổi", actor=None)
    words = {"text": "Lời riêng", "source": "VB", "certainty": "seen"}
    reword_criterion(draft.criteria.get(position=3), **words, applicant_group=group, actor=None)
    Version.objects.filter(pk=draft.pk).update(english={draft.criteria.get(position=1).text: "Ours"})
    draft.refresh_from_db()
    sent = case_package(draft, ADDRESS)
    back = import_case(draft.criteria_set, bytes_of(sent), number="Từ tệp", actor=world.hoa)
    assert (back.status, back.number, back.edition) == ("draft", "Từ tệp", 1)
    assert said(case_package(back, ADDRESS)) == said(sent)


@pytest.mark.django_db
def test_another_programme_s_file_is_read_too(world: World) -> None:
    wrapped = {"CFPackage": small()}
    version = import_case(world.round.version.criteria_set, bytes_of(wrapped), number="Khác", actor=world.hoa)
    assert [(row.text, row.max_points, row.competence.name) for row in version.criteria.all()] == [
        ("Chỉ số", 10, "Năng lực")
    ]
    again = import_case(world.round.version.criteria_set, bytes_of(small()), number="Khác", actor=world.hoa)
    assert again.edition == 2
    with pytest.raises(PermissionDenied):
        import_case(world.round.version.criteria_set, bytes_of(small()), number="Khác", actor=world.minh)


@pytest.mark.django_db
def test_what_is_no_framework_is_refused_in_words(world: World) -> None:
    rubric = [{"CFRubricCriteria": [{"CFItemURI": {"identifier": "b"}, "weight": 2.5}]}]
    heavy = [{"CFRubricCriteria": [{"CFItemURI": {"identifier": "b"}, "weight": 1000}]}]
    round_about = {
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": "a"},
        "destinationNodeURI": {"identifier": "b"},
    }
    many = [{"identifier": str(number), "fullStatement": "x"} for number in range(300)]
    leaves = [{"identifier": f"{number}", "fullStatement": "x"} for number in range(50)]
    below = [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": f"{n}"},
            "destinationNodeURI": {"identifier": "0"},
        }
        for n in range(1, 50)
    ]
    files = {
        "no_json": b"\xff{",
        "not_case": b"[]",
        "too_large": b" " * (MOST_BYTES + 1),
        "no_criteria": bytes_of({"CFDocument": {"title": "Trống"}}),
        "too_many_items": bytes_of(small(CFItems=many)),
        "too_many_criteria": bytes_of({"CFDocument": {"title": "x"}, "CFItems": leaves, "CFAssociations": below}),
        "going_round": bytes_of(small(CFAssociations=[*small()["CFAssociations"], round_about])),
        "no_text": bytes_of(small(CFDocument={})),
        "text_too_long": bytes_of(small(CFDocument={"title": "x" * 301})),
        "no_whole_points": bytes_of(small(CFRubrics=rubric)),
        "points_out_of_range": bytes_of(small(CFRubrics=heavy)),
        "no_pass_rule": bytes_of(small(extensions={"passRules": [{"areaClass": "", "minTotal": "nhiều"}]})),
    }
    criteria_set = world.round.version.criteria_set
    before = Version.objects.count()
    for code, content in files.items():
        deed = partial(import_case, criteria_set, content, number="x", actor=None)
        assert refusal_code(deed) == code
    assert Version.objects.count() == before


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(["CFDocument", "CFItems", "CFAssociations", "CFRubrics", "extensions", "CFPackage"])


@given(package=st.dictionaries(keys, json_values), place=st.sampled_from(["title", "notes", "fullStatement", "weight"]))
def test_whatever_a_file_says_it_is_read_or_refused(package: dict[str, Any], place: str) -> None:
    for content in (package, small(**package), small(CFDocument={"title": "x", place: package.get("CFItems")})):
        with suppress(NotCase):
            assert read_case(bytes_of(content)).competences


@pytest.mark.django_db
def test_the_page_takes_a_file_and_leads_to_the_draft(world: World, client: Client) -> None:
    client.force_login(world.hoa)
    assert reverse("office:criteria-import") in client.get(reverse("office:criteria-list")).content.decode()
    file = SimpleUploadedFile("khung.json", bytes_of(small()), "application/json")
    answer = client.post(reverse("office:criteria-import"), {"file": file, "number": "Từ tệp"})
    version = Version.objects.get(number="Từ tệp")
    assert answer["Location"] == reverse("office:criteria", args=[version.pk])
    wrong = SimpleUploadedFile("khung.json", b"[", "application/json")
    answer = client.post(reverse("office:criteria-import"), {"file": wrong, "number": "Từ tệp"})
    assert answer.status_code == 409
    assert "không phải JSON" in answer.content.decode()
