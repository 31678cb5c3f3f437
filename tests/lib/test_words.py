"""A sentence kept for later is told again in the language of whoever reads."""

from django.utils.translation import override

from hieuhoc.lib.words import tell_again, told

NOT_USED = "Cột “%(header)s” không dùng."
READ_AS = "Thôn, buôn ghi “%(typed)s” được đọc là %(title)s: {} dòng."


def test_a_sentence_is_told_again_in_another_language() -> None:
    sentence = told(NOT_USED, {"header": "Ghi chú 100%"})
    assert sentence == "Cột “Ghi chú 100%” không dùng."
    with override("en"):
        assert "Ghi chú 100%" in tell_again(sentence.parts)
        assert "không dùng" not in tell_again(sentence.parts)


def test_braces_in_a_cell_are_words_and_no_place_for_the_count() -> None:
    sentence = told(READ_AS, {"typed": "{0}", "title": "Buôn {x}"}, 3)
    assert sentence == "Thôn, buôn ghi “{0}” được đọc là Buôn {x}: 3 dòng."
