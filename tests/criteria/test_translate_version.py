"""An unofficial English stands beside a version's words and decides nothing."""

import re
import tomllib
from importlib import resources

import pytest
from django.db import DatabaseError, transaction

from hieuhoc.criteria.actions import draft_version, load_criteria, reword_criterion, translate_version
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.published import shipped_english
from hieuhoc.criteria.reads import english_of_versions, texts_of, version_text
from hieuhoc.lib.bilingual import english_in, without_english
from tests.refusals import refused

pytestmark = pytest.mark.django_db
FILES = (("hieuhoc.criteria", "published.toml"), ("hieuhoc.indicators", "targets.toml"))
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


@pytest.fixture
def retired() -> Version:
    load_criteria(actor=None)
    return Version.objects.get(number="244/QĐ-KHVN")


@pytest.mark.parametrize(("room", "name"), FILES)
def test_every_text_that_is_shipped_has_its_english_beside_it(room: str, name: str) -> None:
    data = tomllib.loads(resources.files(room).joinpath(f"data/{name}").read_text(encoding="utf-8"))

    def texts(entry: object) -> list[str]:
        if isinstance(entry, dict):
            return [text for key, value in entry.items() if key != "number" for text in texts(value)]
        if isinstance(entry, list):
            return [text for value in entry for text in texts(value)]
        return [entry] if isinstance(entry, str) and VIETNAMESE.search(entry) else []

    assert len(english_in(data)) > 8
    assert set(texts(without_english(data))) - english_in(data).keys() == set()


def test_a_version_out_of_force_gets_english_and_keeps_its_own_words(retired: Version) -> None:
    before = {text for version in Version.objects.all() for text in texts_of(version)}
    text = version_text(retired).criteria[0].text
    assert version_text(retired).english[text] == shipped_english()[text]
    translate_version(retired, english={text: "Knows how to look things up."}, actor=None)
    retired.refresh_from_db()
    assert version_text(retired).english[text] == "Knows how to look things up."
    assert english_of_versions([retired.pk])[text] == "Knows how to look things up."
    assert {text for version in Version.objects.all() for text in texts_of(version)} == before
    for changes in ({"until": retired.since}, {"status": "in_force"}, {"note": "x"}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Version.objects.filter(pk=retired.pk).update(**changes)


def test_only_what_differs_from_the_shipped_english_is_kept(retired: Version) -> None:
    texts = texts_of(retired)
    translate_version(retired, english={text: shipped_english().get(text, "") for text in texts}, actor=None)
    assert Version.objects.get(pk=retired.pk).english == {}


def test_words_that_change_lose_their_english(retired: Version) -> None:
    draft = draft_version(retired, number="400/QĐ-KHVN", actor=None)
    first = draft.criteria.get(position=1)
    translate_version(draft, english={first.text: "Looks things up."}, actor=None)
    reword_criterion(first, text="Biết tra cứu trên mạng.", source="VB", certainty="seen", actor=None)
    draft.refresh_from_db()
    assert "Biết tra cứu trên mạng." not in version_text(draft).english


def test_the_next_version_starts_with_the_english_of_its_source(retired: Version) -> None:
    translate_version(retired, english={retired.title: "Criteria of 2022"}, actor=None)
    retired.refresh_from_db()
    draft = draft_version(retired, number="400/QĐ-KHVN", actor=None)
    assert version_text(draft).english[draft.title] == "Criteria of 2022"


def test_what_the_version_does_not_say_is_not_translated(retired: Version) -> None:
    with refused("text_not_of_version"):
        translate_version(retired, english={"Một câu khác.": "Another one."}, actor=None)
