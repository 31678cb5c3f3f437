"""What the pages do with the names, numbers and telephones of people: who sees them, what is kept of the reading, and
where they must never stand."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, quote_plus

import pytest
from django.urls import reverse

from hieuhoc.audit.models import Reading
from hieuhoc.config.logs import WithoutPersonalData
from hieuhoc.lib.vietnamese import fold
from tests.web.access.addresses import addresses, filled
from tests.web.access.browsing import POINTING, Browser, text_of
from tests.web.access.world import BothSides, Side

type Browsers = Callable[[str], Browser]


@dataclass(frozen=True)
class Seen:
    name: str
    status: int
    text: str
    headers: str
    readings: list[Reading]


def walk(world: BothSides, browser: Browser, side: Side) -> Iterator[Seen]:
    """Every page and file that opens for somebody at the rows of one commune, with the readings it left."""
    for one in [*addresses("office"), *addresses("public")]:
        last = newest()
        answer = browser.get(filled(one, world, side))
        text = unescape(text_of(answer))
        readings = list(Reading.objects.filter(pk__gt=last))
        yield Seen(one.full_name, answer.status_code, text, str(answer.headers), readings)


def answered(world: BothSides, browser: Browser, side: Side) -> Iterator[Seen]:
    """The same for everything that can be sent: an empty form comes back, or the page behind it is shown after all."""
    for one in addresses("office"):
        last = newest()
        answer = browser.post(filled(one, world, side))
        readings = list(Reading.objects.filter(pk__gt=last))
        yield Seen(one.full_name, answer.status_code, unescape(text_of(answer)), str(answer.headers), readings)
        if 300 <= answer.status_code < 400:
            browser.get(reverse("office:home"))  # what came of it is said once, and not on the next page tried


def newest() -> int:
    return Reading.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def names_in(seen: Seen, *sides: Side) -> list[str]:
    return [word for side in sides for word in (*side.people.names, *side.secrets) if word in seen.text]


# Whoever holds the code of a certificate reads the name on it.
NAMED_BY_CODE = {
    *("public:verify-code", "public:course-certificate"),
    *("public:credential", "public:credential-token", "public:credential-picture"),
}


def test_an_officer_never_meets_a_name_of_another_commune(world: BothSides, browser_of: Browsers) -> None:
    """Not in a list, a page, an export, an archive, a refusal; not on the rows of one's own commune nor on the others'."""
    browser, met, files = browser_of("son"), [], 0
    for side in world.sides:
        for seen in walk(world, browser, side):
            if seen.name in NAMED_BY_CODE:
                continue
            found = [*names_in(seen, world.near), *(["code"] if world.near.code in seen.text else [])]
            met += [(seen.name, word) for word in found]
            files += "attachment" in seen.headers and bool(names_in(seen, world.far))
    assert met == []
    assert files >= 3  # the exports do hold the names of one's own


def test_a_page_with_personal_data_leaves_one_reading_and_no_word_of_it_in_an_address_or_the_log(
    world: BothSides, browser_of: Browsers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(WithoutPersonalData())
    pages = list(walk(world, browser_of("minh"), world.near))
    _one_reading_each(pages, world)
    forms = {form for word in [*world.near.people.names, *world.near.secrets] for form in spellings(word)}
    assert [(seen.name, form) for seen in pages for form in forms if form in addresses_in(seen)] == []
    assert [line for line in caplog.text.splitlines() if any(form in line for form in forms)] == []


def _one_reading_each(pages: list[Seen], world: BothSides) -> None:
    wrong: list[tuple[object, ...]] = []
    with_people = set()
    for seen in pages:
        shows = bool(names_in(seen, world.near)) or seen.name in HOLD_A_FILE
        is_public = seen.name.startswith("public:")
        if seen.status == 200 and len(seen.readings) != (shows and not is_public):
            wrong.append((seen.name, names_in(seen, world.near), [one.purpose for one in seen.readings]))
        for one in seen.readings:
            assert one.actor == world.people["minh"], seen.name
            wrong += [(seen.name, "0 people")] if one.person_count < 1 else []
            with_people.add(seen.name)
    assert wrong == [], wrong
    assert len(with_people) > 25


def addresses_in(seen: Seen) -> str:
    return "\n".join([*POINTING.findall(seen.text), seen.headers])


def test_no_form_that_comes_back_shows_a_person_without_a_reading(world: BothSides, browser_of: Browsers) -> None:
    wrong: list[tuple[object, ...]] = []
    came_back = set()
    for seen in answered(world, browser_of("minh"), world.near):
        shows = bool(names_in(seen, world.near))
        if seen.status in {200, 409} and shows:
            came_back.add(seen.name)
            wrong += [(seen.name, len(seen.readings))] if len(seen.readings) != 1 else []
        if 300 <= seen.status < 400:
            wrong += [(seen.name, seen.status, one.purpose) for one in seen.readings]
    assert wrong == []
    assert len(came_back) > 15


# What these answer is about people though no name of theirs can be read in it: a picture, a PDF, and what another
# office typed about somebody recorded here.
HOLD_A_FILE = {
    "office:own-learning-file",
    "office:attendance-certificate",
    "office:fund-letters-paper",
    "office:gift-paper",
    "office:model-certificates",
    "office:gift-paper-docx",
    "office:use-proof",
    "office:evidence",
    "office:objection-file",
    "office:model-objection-file",
    "office:certificate",
    "office:certificate-all",
    "office:certificate-merged",
    "office:decision-paper",
    "office:decision-paper-docx",
    "office:minutes-paper",
    "office:minutes-paper-docx",
    "office:notice-paper",
    "office:notice-paper-docx",
    "office:proposal-paper",
    "office:proposal-paper-docx",
    "office:dossier-form",
    "office:dossier-form-docx",
    "office:meeting-minutes",
    "office:meeting-paper",
    "office:meeting-paper-docx",
    "office:look-list",
    "office:visit-photo",
}


def spellings(word: str) -> set[str]:
    """As it is, as an address writes it, and without tone marks."""
    return {word, quote(word), quote_plus(word), quote(fold(word)), quote_plus(fold(word))} - {""}
