"""Consents are given once per purpose and withdrawn at any time."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from hieuhoc.accounts.models import User
from hieuhoc.config.environment import ROOT
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import give_consent, withdraw_consent
from hieuhoc.privacy.models import Purpose
from hieuhoc.privacy.reads import ASSESSMENT, open_consents, purposes
from tests.people.makers import add, make_land
from tests.refusals import refused


@pytest.fixture
def citizen(db: None) -> Citizen:
    import_module("hieuhoc.privacy.migrations.0002_name_purposes").name_purposes(apps, None)
    return add(make_land().near_village)


def test_every_purpose_names_its_law(citizen: Citizen) -> None:
    assert all("91/2025/QH15" in purpose.legal_basis for purpose in purposes())
    assert len(purposes()) == 6


def test_a_consent_is_given_once_and_withdrawn_once(citizen: Citizen) -> None:
    purpose = Purpose.objects.get(code=ASSESSMENT)
    consent = give_consent(citizen, purpose, way="paper", actor=None)
    assert give_consent(citizen, purpose, way="online", actor=None) == consent
    withdraw_consent(consent, actor=None)
    assert open_consents(citizen) == {}
    with refused("already_withdrawn"):
        withdraw_consent(consent, actor=None)


def test_people_consent_for_themselves_only(citizen: Citizen) -> None:
    lan, other = (User.objects.create_user(username=name, password=None, full_name=name) for name in ("lan", "son"))
    Citizen.objects.filter(pk=citizen.pk).update(user=lan)
    citizen.refresh_from_db()
    purpose = Purpose.objects.get(code=ASSESSMENT)
    assert give_consent(citizen, purpose, way="online", actor=lan).recorded_by == lan
    with pytest.raises(PermissionDenied):
        give_consent(citizen, purpose, way="online", actor=other)


@pytest.mark.django_db
def test_people_are_addressed_as_in_an_office() -> None:
    import_module("hieuhoc.privacy.migrations.0002_name_purposes").name_purposes(apps, None)
    import_module("hieuhoc.privacy.migrations.0004_speak_to_people_with_respect").speak_with_respect(apps, None)
    said = list(Purpose.objects.values_list("text", flat=True))
    assert said
    assert [text for text in said if re.search(r"\bbạn\b", text, re.IGNORECASE)] == []
    assert any("ông/bà" in text for text in said)


def test_no_text_of_a_page_says_you_as_to_a_child() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "hieuhoc").rglob("*"))
        if path.suffix in {".py", ".html", ".toml", ".txt"} and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\b[Bb]ạn\b(?! đọc)", line)
    ]
    assert wrong == []
