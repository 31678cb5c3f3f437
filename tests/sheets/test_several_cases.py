"""Problems of one wording are told together, and never as one case with two answers."""

from hieuhoc.sheets.definition import PART, joined_sentence, said
from hieuhoc.sheets.findings import TWICE
from hieuhoc.sheets.wording import source_text


def kept(row: str) -> str:
    return PART.join([source_text(TWICE), row])


def test_rows_that_repeat_others_are_several_cases() -> None:
    assert said(kept("35")) == "Trùng với dòng 35 của tệp; mỗi đối tượng chỉ một dòng."
    assert joined_sentence([kept("35"), kept("35")]) == said(kept("35"))
    together = joined_sentence([kept("35"), kept("8")])
    assert together == "Mỗi dòng trùng với một dòng trước nó của tệp (dòng 35, 8); mỗi đối tượng chỉ một dòng."
    assert "hoặc" not in together
