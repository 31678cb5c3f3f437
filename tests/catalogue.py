"""The English catalogue: finds every Vietnamese text of ours, merges it into the .po and compiles the .mo.

`make messages` runs this module; `test_catalogue.py` uses the same functions to see that nothing is missing. It needs
no program but Python: Django turns a template into something like Python, Babel reads that and writes the catalogues.
"""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import template

from hieuhoc.config.environment import ROOT

SOURCE = ROOT / "hieuhoc"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Vietnamese for what Django and allauth say; kept by hand, only compiled here.
BORROWED = SOURCE / "web" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
# Written by hand, as Babel's own would hold the hour of every run.
HEAD = """\
# English words of Hiếu Học; the source is Vietnamese. `make messages` finds new texts, people translate them.
# Words of the programme are those of docs/glossary.md.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
# Function -> where among its arguments context, singular and plural stand.
FORMS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
WORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}

type Text = str | tuple[str, str]  # singular, plural
type Found = tuple[str, str | None, Text]  # file, context, text


def wanted() -> Catalog:
    """Every text the code asks for, as a catalogue without translations."""
    catalog = Catalog("en")
    for file, context, text in texts():
        catalog.add(text, locations=[(file, 0)], context=context)
    for message in catalog:
        message.locations = [(file, 0) for file in sorted({file for file, _line in message.locations})]
    return catalog


def texts() -> Iterator[Found]:
    for path in our_sources(SOURCE):
        read = python_texts if path.suffix == ".py" else template_texts
        yield from read(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def our_sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if (path.suffix == ".py" or is_template) and not {"vendor", "migrations"}.intersection(path.parts):
            yield path


def python_texts(source: str, name: str) -> Iterator[Found]:
    for call, function in translating(ast.parse(source)):
        context, singular, plural = (_literal(call, at) for at in FORMS[re.sub("_(lazy|noop)$", "", function)])
        if singular:
            yield name, context, (singular, plural) if plural else singular


def translating(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Calls of Django's functions under whatever name the module imports these, with Django's name."""
    known = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = cast(ast.Name, call.func).id
        if name in known:
            yield call, known[name]


def _literal(call: ast.Call, position: int | None) -> str | None:
    argument = call.args[position] if position is not None and position < len(call.args) else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def template_texts(source: str, name: str) -> Iterator[Found]:
    # What is no text becomes X; without indentation nothing of that can trouble Python's reader.
    lines = (line.strip() for line in template.templatize(source, origin=name).splitlines())
    python = io.BytesIO("\n".join(lines).encode())
    for _line, word, found, _comments in extract_python(python, WORDS, (), {"encoding": "utf-8"}):
        parts = [part for part in words_of(found) if part]
        context = parts.pop(0) if word in {"pgettext", "npgettext"} else None
        if parts:
            yield name, context, (parts[0], parts[1]) if word in {"ngettext", "npgettext"} else parts[0]


def kept(path: Path = PO) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en" if path == PO else "vi", abort_invalid=True)


def merged(found: Catalog, known: Catalog) -> Catalog:
    """What the code asks for, with the translations there are. What it no longer asks for is dropped, and nothing is
    guessed from a similar text: a text that changed is translated anew."""
    for message in found:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None and old.id == message.id:
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"}
            message.user_comments = old.user_comments
    return found


def written(catalog: Catalog) -> bytes:
    """Sorted by file, without numbers of lines: a change of code then changes few lines here."""
    file = io.BytesIO(HEAD.encode())
    file.seek(0, io.SEEK_END)
    write_po(file, catalog, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    catalog.creation_date = datetime.fromtimestamp(
        0, UTC
    )  # else the hour of the run: the file changes when a text does
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Iterable[Message]) -> list[Message]:
    return [message for message in catalog if message.id and (message.fuzzy or not all(words_of(message.string)))]


def words_of(text: object) -> tuple[str, ...]:
    """One for a plain text, two for singular and plural."""
    return tuple(text) if isinstance(text, list | tuple) else (cast(str, text),)


def main() -> None:
    try:
        known, borrowed = kept(), kept(BORROWED)
    except PoFileError as error:  # marks of a merge conflict, mostly
        sys.exit(f"{PO.relative_to(ROOT)}, line {error.lineno}: {error}. Nothing was written; mend it and try again.")
    PO.write_bytes(written(merged(wanted(), known)))
    catalog = kept()
    for path, of in ((PO, catalog), (BORROWED, borrowed)):
        path.with_suffix(".mo").write_bytes(compiled(of))
    missing = untranslated(catalog)
    for message in missing:
        print(f"{PO.relative_to(ROOT)}: translate {message.id!r}")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
