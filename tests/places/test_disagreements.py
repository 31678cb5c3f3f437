"""The second opinion on the cut wards stays listed."""

from tests.places.disagreements import LIST, disagreements, first_opinion, page, second_opinion


def test_the_list_in_the_docs_is_current() -> None:
    assert LIST.read_text(encoding="utf-8") == page(), "run python -m tests.places.disagreements"


def test_the_datasets_agree_on_all_but_a_few_wards() -> None:
    assert len(list(disagreements())) == 37
    assert len(first_opinion().keys() & second_opinion().keys()) == 10_033
