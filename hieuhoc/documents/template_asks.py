"""What a template asks for that there is not, read from its fields without running them: one sentence for each.

A template says where words stand: it may name fields, repeat lines, choose and compare. It calculates nothing, and inside
one repetition it repeats only what belongs to that line, so a paper is never longer than what it is made of. Imports
jinja2.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import jinja2
from django.utils.translation import gettext_noop as _
from jinja2 import nodes

from hieuhoc.documents.papers_in_docx import FILTERS, environment
from hieuhoc.lib.words import Told, told

WORD = ""
LOOP = dict.fromkeys(("index", "index0", "first", "last", "length"), WORD)


def wrong_asks(sources: Sequence[str], fields: Mapping[str, Any]) -> list[Told]:
    """`sources`: the parts of one template as Jinja; `fields`: of a paper in which nothing is left out."""
    reading = _Reading()
    for source in sources:
        try:
            tree = environment().parse(source)
        except jinja2.TemplateSyntaxError:
            reading.say(
                _("Có thẻ viết sai: thiếu dấu ngoặc đóng, hoặc thiếu thẻ đóng cùng loại (for – endfor, if – endif).")
            )
        else:
            reading.lines(tree.body, dict(fields), frozenset())
    return list(reading.said.values())


class _Reading:
    """`known`: what may be named where the reading stands, by its shape: a word (WORD), a record (dict) or a list of one
    example; `turns`: the names that repetitions around it gave to their lines."""

    def __init__(self) -> None:
        self.said: dict[str, Told] = {}

    def say(self, words: str, **values: str) -> None:
        self.said.setdefault(f"{words}{values}", told(words, values))

    def say_other(self) -> None:
        self.say(_("Thẻ trong mẫu chỉ được hỏi trường, lặp, chọn và so sánh; phép tính và lệnh khác không dùng được."))

    def lines(self, body: Sequence[nodes.Node], known: dict[str, Any], turns: frozenset[str]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                self._printed(node, known)
            elif isinstance(node, nodes.If):
                self._shape(node.test, known)
                for part in (node.body, node.elif_, node.else_):
                    self.lines(part, known, turns)
            elif isinstance(node, nodes.For):
                self._repeated(node, known, turns)
            else:
                self.say_other()

    def _printed(self, output: nodes.Output, known: dict[str, Any]) -> None:
        for node in output.nodes:
            if not isinstance(node, nodes.TemplateData) and isinstance(self._shape(node, known), list | dict):
                self.say(
                    _("“%(field)s” gồm nhiều phần nên không in thẳng được; in từng phần của nó."), field=path(node)
                )

    def _repeated(self, node: nodes.For, known: dict[str, Any], turns: frozenset[str]) -> None:
        if not isinstance(node.target, nodes.Name) or node.recursive or node.test is not None:
            self.say_other()
            return
        shape, whole = self._shape(node.iter, known), path(node.iter)
        if shape is not None and not isinstance(shape, list):
            self.say(_("“%(field)s” chỉ có một giá trị nên không lặp từng dòng được."), field=whole)
            shape = None
        if turns and whole.partition(".")[0] not in turns:
            self.say(
                _("Trong một vòng lặp chỉ lặp tiếp được phần của dòng đang lặp, không phải “%(field)s”."), field=whole
            )
        line = shape[0] if shape else None
        inside = known | {"loop": LOOP, node.target.name: line}
        self.lines(node.body, inside, turns | {node.target.name})
        self.lines(node.else_, known, turns)

    def _shape(self, node: nodes.Node, known: dict[str, Any]) -> Any:
        """None: not there, which has been said."""
        if isinstance(node, nodes.Name):
            return self._named(node.name, node.name, known)
        if isinstance(node, nodes.Getattr):
            return self._part(node, self._shape(node.node, known))
        if isinstance(node, nodes.Const):
            return WORD
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            self.say(_("Bộ lọc “%(name)s” không có; dùng được length, upper, lower."), name=node.name)
            return None
        if not isinstance(node, nodes.Filter | nodes.Compare | nodes.And | nodes.Or | nodes.Not | nodes.CondExpr):
            self.say_other()
            return None
        for inner in node.iter_child_nodes():
            self._shape(inner.expr if isinstance(inner, nodes.Operand) else inner, known)
        return WORD

    def _part(self, node: nodes.Getattr, record: Any) -> Any:
        if record is None:
            return None
        return self._named(node.attr, path(node), record if isinstance(record, dict) else {})

    def _named(self, name: str, whole: str, known: Mapping[str, Any]) -> Any:
        if name in known:
            return known[name]
        above = whole.removesuffix(name)
        if guess := get_close_matches(name, known, n=1):
            words = _("Mẫu hỏi “%(field)s” mà phần mềm không có; có phải “%(guess)s”?")
            self.say(words, field=whole, guess=f"{above}{guess[0]}")
        else:
            self.say(_("Mẫu hỏi “%(field)s” mà phần mềm không có."), field=whole)
        return None


def path(node: nodes.Node) -> str:
    """As it is written: "danh_sach.dong"."""
    if isinstance(node, nodes.Getattr):
        return f"{path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
