"""The catalogue: every figure of the programme once, with what is so of it; found without tone marks; open to everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.indicators.definition import indicators
from hieuhoc.reported.catalogue import KINDS
from hieuhoc.web.figures.catalogue import CatalogueEntry, catalogue


def entries(asked: str = "") -> dict[str, CatalogueEntry]:
    return {entry.anchor: entry for section in catalogue(asked) for entry in section.entries}


def test_every_figure_stands_once_with_all_that_is_so_of_it() -> None:
    anchors = [entry.anchor for section in catalogue() for entry in section.entries]
    expected = [*(one.code for one in indicators()), *(kind.code for kind in KINDS)]
    assert sorted(anchors) == sorted(expected)
    for entry in entries().values():
        assert entry.name
        assert entry.paragraph
        assert all(said for _word, said in entry.facts), entry.anchor
        assert bool(entry.query) == (entry.anchor in {one.code for one in indicators()})


def test_a_share_names_its_denominators_and_the_same_thing_told_the_other_way() -> None:
    adults, computed, members = entries()["adults"], entries()["T2"], entries()["members"]
    assert ("Mẫu số", "người lớn") in computed.facts
    assert [anchor for anchor, _name in computed.beside] == ["adults"]
    assert [anchor for anchor, _name in adults.beside] == ["T2"]
    assert ("Mẫu số", "dân số") in members.facts
    assert not members.beside
    assert ("Mẫu số", "người đạt danh hiệu; người đạt danh hiệu có kỹ năng số") in entries()["T5"].facts


@pytest.mark.parametrize("asked", ["dan so", "DÂN SỐ", "so dan"])
def test_it_is_searched_without_tone_marks(asked: str) -> None:
    assert "population" in entries(asked)
    assert "T1" not in entries(asked)
    assert not entries(asked + " khongdaucaco")


@pytest.mark.django_db
def test_it_is_open_to_everybody_and_says_where_nothing_is_found(client: Client) -> None:
    address = reverse("public:figures-catalogue")
    page = client.get(address).content.decode()
    assert 'id="T2"' in page
    assert 'id="population"' in page
    assert "Không có chỉ tiêu nào khớp" in client.get(address, {"q": "khongdaucaco"}).content.decode()
