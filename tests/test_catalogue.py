"""The English catalogue is complete: every text translated, nothing stale, the compiled file the same as the written."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from django.utils import translation
from django.utils.translation import gettext

from hieuhoc.config.environment import ROOT
from tests import catalogue

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%%|%s|\{[^{}]*\}|</?\w+[^<>]*>")
VIETNAMESE = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
TRANSLATED = re.compile(
    r"\{#.*?#\}|\{%\s*blocktrans.*?endblocktrans\w*\s*%\}|\{%\s*translate\s+\"[^\"]*\".*?%\}|_\(\"[^\"]*\"\)", re.S
)
# The living style page shows sample data to developers; a terminal speaks the language of the office, there is nobody to
# choose another. The product has one name in every language.
SAMPLES = ("style_page.py", "templates/ui/style/", "web/management/")
NAME = "Hiếu Học"


def key_of(message: Message) -> tuple[object, ...]:
    context: object = message.context
    # Babel gives the context of a compiled text as it was stored.
    return (context.decode() if isinstance(context, bytes) else context, *catalogue.words_of(message.id))


def test_every_text_is_translated_and_none_is_left_over() -> None:
    found, known = catalogue.wanted(), catalogue.kept()
    wanted, kept = ({key_of(one) for one in catalog if one.id} for catalog in (found, known))
    assert len(wanted) > 1_000
    assert sorted(map(str, wanted - kept)) == [], "run `make messages`, then translate what it names"
    assert sorted(map(str, kept - wanted)) == [], "run `make messages`: these texts are no longer asked for"
    assert [one.id for one in catalogue.untranslated(known)] == []
    assert not known.obsolete


def test_a_new_a_doubtful_and_a_forgotten_text_are_noticed() -> None:
    known = Catalog("en")
    known.add("cũ", "old")
    known.add("sắp đổi", "unsure", flags={"fuzzy"})
    found = Catalog("en")
    found.add("mới")
    found.add("sắp đổi")
    merged = catalogue.merged(found, known)
    assert [one.id for one in catalogue.untranslated(merged)] == ["mới", "sắp đổi"]
    assert "cũ" not in merged


def test_texts_are_found_wherever_they_stand() -> None:
    module = (
        'from django.utils.translation import gettext_lazy as đ, pgettext\nx = đ("một " "hai")\ny = pgettext("a", "b")'
    )
    assert list(catalogue.python_texts(module, "m")) == [("m", None, "một hai"), ("m", "a", "b")]
    page = (
        '  {% page_header _("Đầu") x=_("Sau") %}\n {% if a %}<p>{% translate "Thôn" context "tier" %}</p>{% endif %}'
        '{% blocktranslate count n=n %}{{ n }} xã{% plural %}{{ n }} xã{% endblocktranslate %}{{ z|default:_("Không") }}'
    )
    assert [text for _name, _context, text in catalogue.template_texts(page, "p")] == [
        "Đầu",
        "Sau",
        "Thôn",
        ("%(n)s xã", "%(n)s xã"),
        "Không",
    ]


def differing(messages: Iterable[Message]) -> list[str]:
    """Translations whose placeholders are not those of their text; a singular may leave the number out."""
    return [
        str(one.id)
        for one in messages
        for source, words in zip(catalogue.words_of(one.id), catalogue.words_of(one.string), strict=True)
        if one.id and sorted(PLACEHOLDERS.findall(source)) != sorted(PLACEHOLDERS.findall(words))
    ]


def test_translations_keep_the_placeholders() -> None:
    assert differing(catalogue.kept()) == []
    planted = Catalog("en")
    planted.add("%(count)d người", "%(number)d people")
    planted.add("Chọn {n}", "Choose")
    planted.add("đạt %(percent)s%%", "%% %(percent)s reached")
    assert differing(planted) == ["%(count)d người", "Chọn {n}"]


@pytest.mark.parametrize("path", [catalogue.PO, catalogue.BORROWED], ids=["ours", "borrowed"])
def test_the_compiled_catalogue_says_what_the_written_one_says(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    said, written = (
        {key_of(one): catalogue.words_of(one.string) for one in catalog if one.id}
        for catalog in (compiled, catalogue.kept(path))
    )
    assert said == written, "run `make messages`"


def test_what_we_lend_to_others_is_what_they_say() -> None:
    """Django has Vietnamese of its own for some of it."""
    lent = [
        (*catalogue.words_of(one.id)[:1], *catalogue.words_of(one.string)[:1])
        for one in catalogue.kept(catalogue.BORROWED)
    ]
    with translation.override("vi"):
        assert {text: gettext(text) for text, _words in lent if text} == {text: words for text, words in lent if text}


def test_the_catalogue_is_as_make_messages_writes_it() -> None:
    assert catalogue.written(catalogue.merged(catalogue.wanted(), catalogue.kept())) == catalogue.PO.read_bytes()


def eager(tree: ast.Module) -> Iterator[int]:
    """Lines where a text is translated once and for all while the module loads, in whatever language that is."""
    later = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Lambda)
        for statement in (node.body if isinstance(node.body, list) else [node.body])
        for inner in ast.walk(statement)
    }
    for call, function in catalogue.translating(tree):
        if not function.endswith(("_lazy", "_noop")) and id(call) not in later:
            yield call.lineno


def test_no_text_is_translated_while_a_module_loads() -> None:
    found = {path: list(eager(ast.parse(path.read_text("utf-8")))) for path in catalogue.SOURCE.rglob("*.py")}
    assert {str(path): lines for path, lines in found.items() if lines} == {}
    planted = (
        "from django.utils.translation import gettext as _\nA = _('x')\ndef f(): return _('y')\ndef g(a=_('z')): ..."
    )
    assert list(eager(ast.parse(planted))) == [2, 4]


def bare_in_python(source: str) -> list[str]:
    """Vietnamese words that go round the catalogue; what a docstring says is for us."""
    tree = ast.parse(source)
    spoken = {id(part) for call, _name in catalogue.translating(tree) for part in call.args}
    spoken |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken
        if VIETNAMESE.search(node.value.replace(NAME, ""))
    ]


def bare_in_template(source: str) -> list[str]:
    lines = TRANSLATED.sub("", source).replace(NAME, "").splitlines()
    return [line.strip() for line in lines if VIETNAMESE.search(line)]


def test_no_page_speaks_past_the_catalogue() -> None:
    found: dict[str, list[str]] = {}
    for path in catalogue.our_sources(catalogue.SOURCE / "web"):
        name = path.relative_to(ROOT).as_posix()
        if not any(sample in name for sample in SAMPLES):
            read = bare_in_python if path.suffix == ".py" else bare_in_template
            found[name] = read(Path(path).read_text("utf-8"))
    assert {name: bare for name, bare in found.items() if bare} == {}
    assert bare_in_python("TITLE = 'Hồ sơ'") == ["Hồ sơ"]
    assert bare_in_template('<p>\n{% translate "Hồ" %} so\n<b>Đơn</b></p>') == ["<b>Đơn</b></p>"]
