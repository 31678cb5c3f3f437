"""What is wrong with a template that somebody sends: looked at by a child with little memory, little time and no secrets."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.paper_fields import fields_of
from hieuhoc.documents.sample_on_paper import sample_paper
from hieuhoc.lib.cleaning_child import TOO_HEAVY
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import ask_child
from hieuhoc.lib.words import tell_again

CHILD = "hieuhoc.documents.template_child"
MAX_BYTES = 5 * 1024 * 1024

type Sentence = tuple[str, dict[str, Any]]  # words of the source language and what stands in them


@dataclass(frozen=True)
class TemplateCheck:
    """`problems`: what it asks for that there is not; `faults`: where it leaves the layout of the decree."""

    problems: list[Sentence]
    faults: list[Sentence]


def check_template(kind: PaperKind, content: bytes) -> TemplateCheck:
    """Raises Refusal for what is no DOCX, brings code or other files, or is too large."""
    if len(content) > MAX_BYTES:
        raise _too_large()
    asked = {"fields": fields_of(sample_paper(kind)), "has_annex": bool(kind.annex)}
    word, said = ask_child(CHILD, json.dumps(asked).encode() + b"\n" + content)
    if word == "application/json":
        answer = json.loads(said)
        return TemplateCheck(answer["problems"], answer["faults"])
    if word == TOO_HEAVY:
        raise _too_large()
    if word == "active_file":
        raise Refusal(
            _("Tệp này mang mã chạy được, tệp khác hoặc lấy nội dung từ nơi khác nên không nhận."),
            remedy=_("Lưu lại từ Word thành .docx không có macro rồi gửi."),
            code="active_file",
        )
    raise Refusal(
        _("Tệp này không phải mẫu Word (.docx) đọc được."),
        remedy=_("Tải mẫu đang dùng về, sửa trong Word, lưu thành .docx rồi gửi."),
        code="not_a_docx",
    )


def sentences_of(told: list[Sentence]) -> list[str]:
    """In the language of whoever reads."""
    return [tell_again((words, values, None)) for words, values in told]


def _too_large() -> Refusal:
    return Refusal(
        _("Mẫu quá lớn; tối đa 5 MB và không quá nhiều trang."),
        remedy=_("Bỏ bớt hình trong mẫu rồi gửi lại."),
        code="template_too_large",
    )
