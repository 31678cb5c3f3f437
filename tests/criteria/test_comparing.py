"""Two versions side by side: what changed, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.criteria.actions import add_criterion, draft_version, drop_criterion, reword_criterion, weigh_criterion
from hieuhoc.criteria.comparing import compared, earlier_version
from hieuhoc.criteria.rules import WordRun, changed_words, sentences
from tests.cast import World

words = ["học", "tập", "suốt", "đời,", "(vì", "cộng", "đồng;", "1.5", "M'Nông", "–"]
texts = st.lists(st.sampled_from(words), max_size=30).map(" ".join)


def read(runs: tuple[WordRun, ...], but: str) -> str:
    return "".join(run.text for run in runs if run.kind != but).removeprefix(" ")


@given(earlier=texts, later=texts)
def test_both_texts_can_be_read_out_of_what_changed(earlier: str, later: str) -> None:
    runs = changed_words(earlier, later)
    assert read(runs, "new") == earlier
    assert read(runs, "gone") == later
    assert all(run.text for run in runs)


def test_a_changed_word_alone_is_marked() -> None:
    runs = changed_words("Biết đọc sách báo hằng ngày", "Biết đọc và nghe sách báo hằng tuần")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", " Biết đọc"),
        ("new", " và nghe"),
        ("same", " sách báo hằng"),
        ("gone", " ngày"),
        ("new", " tuần"),
    ]


def test_a_word_with_a_comma_is_the_same_word() -> None:
    runs = changed_words("vì cộng đồng, làng xóm", "vì cộng đồng và làng xóm")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", " vì cộng đồng"),
        ("gone", ","),
        ("new", " và"),
        ("same", " làng xóm"),
    ]
    runs = changed_words("biết đọc, viết", "biết nghe, nói")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", " biết"),
        ("gone", " đọc, viết"),
        ("new", " nghe, nói"),
    ]


def test_sentences_end_at_full_stops_and_semicolons() -> None:
    assert sentences("Biết tìm; biết đọc. Và 1.5 giờ mỗi ngày") == ("Biết tìm;", "biết đọc.", "Và 1.5 giờ mỗi ngày")
    assert sentences("  ") == ()


@pytest.mark.django_db
def test_criteria_stand_beside_those_they_came_from(world: World) -> None:
    before = world.round.version
    draft = draft_version(before, number="Dự thảo", actor=None)
    assert all(row.is_same for row in compared(before, draft))
    reword_criterion(draft.criteria.get(position=1), text="Lời mới hẳn", source="x", certainty="seen", actor=None)
    weigh_criterion(draft.criteria.get(position=2), max_points=20, actor=None)
    drop_criterion(draft.criteria.get(position=10), actor=None)
    drop_criterion(draft.criteria.get(position=3), actor=None)
    add_criterion(
        draft.competences.get(position=1), text="Câu thêm", max_points=10, source="", certainty="seen", actor=None
    )
    rows = compared(before, draft)
    assert [(row.earlier, row.later) for row in rows] == [
        (1, 1), (2, 2), (3, None), (4, 3), (None, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, None),
    ]  # fmt: skip
    assert [number for number, row in enumerate(rows) if not row.is_same] == [0, 1, 2, 4, 10]
    assert earlier_version(draft) == before
