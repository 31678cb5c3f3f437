"""Names: one word means one thing, and what nobody but a test uses is not kept."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

from hieuhoc.config.environment import ROOT

WORD = re.compile(r"\w+")
READ = {".py", ".html", ".txt", ".sql", ".js", ".typ", ".toml"}
# Django, waitress and the test's own asking find these by their names.
ASKED_BY_NAME = {
    "hieuhoc.config.logs.WithoutErrorMessages.formatException",
    "hieuhoc.config.urls.handler400",
    "hieuhoc.config.urls.handler500",
    "hieuhoc.lib.long_lists._AsArray.as_postgresql",
    "hieuhoc.lib.references.SetReference.state_forwards",
    "hieuhoc.places.kept.forget",  # a new process, for the tests that count queries
    "hieuhoc.web.ids.PublicIdConverter.to_python",
    "hieuhoc.web.ids.PublicIdConverter.to_url",
    "hieuhoc.web.middleware.RequestContextMiddleware.process_exception",
    "hieuhoc.web.middleware.RequestContextMiddleware.process_view",
}
SETTINGS = ("hieuhoc.config.settings", "hieuhoc.config.formats.")
# Being put to use, or on their way out.
UNDER_WAY = {
    "hieuhoc.documents.layout.faults_of",
    "hieuhoc.assessment.impartiality.bar_of",
    "hieuhoc.lib.sheet_remarks.remark_frame",
    "hieuhoc.people.actions.looks.find_by_number",
    "hieuhoc.people.actions.looks.refuse_stranger",
    "hieuhoc.people.models.looks.LookQuerySet.at_people_of",
    "hieuhoc.people.models.looks.LookQuerySet.from_places",
    "hieuhoc.people.sealing.read_said",
}

type Defined = tuple[str, str]  # (where it is, dotted; its bare name)


def sources() -> dict[str, str]:
    """Module -> text, of our package without migrations."""
    paths = [path for path in (ROOT / "hieuhoc").rglob("*.py") if "migrations" not in path.parts]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8") for path in paths}


def defined(module: str, text: str) -> Iterator[Defined]:
    """Public functions, classes and constants of a module, and the methods of its classes; what a decorator registers
    is used by that."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not [mark for mark in node.decorator_list if not ast.unparse(mark).startswith("dataclass")]:
                yield f"{module}.{node.name}", node.name
            methods = [inner for inner in ast.iter_child_nodes(node) if isinstance(inner, ast.FunctionDef)]
            if isinstance(node, ast.ClassDef):
                yield from ((f"{module}.{node.name}.{method.name}", method.name) for method in methods)
        elif isinstance(node, ast.Assign):
            yield from ((f"{module}.{name.id}", name.id) for name in node.targets if isinstance(name, ast.Name))


def used() -> Counter[str]:
    words: Counter[str] = Counter()
    for folder in ("hieuhoc", "bench"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in READ and path.is_file() and not {"vendor", "migrations"} & set(path.parts):
                words.update(WORD.findall(path.read_text(encoding="utf-8", errors="ignore")))
    return words


def is_asked_by_its_class(where: str) -> bool:
    """A method that a class of Django, or of ours, asks for."""
    module, owner, name = where.rsplit(".", 2)
    if not owner[:1].isupper():
        return False
    bases = getattr(import_module(module), owner).__mro__[1:]
    return name.startswith("clean_") or any(hasattr(base, name) for base in bases)


def is_found_by_kind(where: str) -> bool:
    """Settings, applications, namespaces of addresses and tables are found by Django."""
    module, _, name = where.rpartition(".")
    if where.startswith(SETTINGS) or name == "app_name" or (module.endswith(".apps") and name.endswith("Config")):
        return True
    named = f"{module}.{name}".split(".")
    return len(named) == 4 and named[2] == "models" and hasattr(getattr(import_module(module), name, None), "_meta")


def dead(texts: dict[str, str], words: Counter[str]) -> list[str]:
    """Public names that stand nowhere but where they are defined."""
    found = [pair for module, text in texts.items() for pair in defined(module, text)]
    times = Counter(name for _, name in found)
    return [
        where
        for where, name in found
        if not name.startswith("_") and words[name] <= times[name] and not is_found_by_kind(where)
    ]


def test_no_public_name_is_used_by_tests_alone() -> None:
    found = {where for where in dead(sources(), used()) if not is_asked_by_its_class(where)}
    assert sorted(found - ASKED_BY_NAME - UNDER_WAY) == []


def test_a_name_nobody_uses_is_noticed() -> None:
    text = "def asked(): pass\ndef forgotten(): asked()\n@register\ndef registered(): pass\nclass Kept:\n    def lost(self): Kept\n"
    words = Counter(WORD.findall(text))
    assert dead({"hieuhoc.x.rules": text}, words) == ["hieuhoc.x.rules.forgotten", "hieuhoc.x.rules.Kept.lost"]


# Django's own words for what each room or command has once.
NAMED_BY_DJANGO = {"Command"}


def repeated(texts: dict[str, str]) -> set[str]:
    """Names of classes and types that two modules define; an inner one (`Group.Kind`) is told apart by its owner."""
    names = Counter(
        node.name if isinstance(node, ast.ClassDef) else node.name.id
        for text in texts.values()
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef | ast.TypeAlias)
    )
    return {name for name, times in names.items() if times > 1 and not name.startswith("_")}


def test_a_class_name_means_one_thing() -> None:
    texts = {module: text for module, text in sources().items() if not module.endswith(".apps")}
    assert sorted(repeated(texts) - NAMED_BY_DJANGO) == []


def test_a_second_meaning_is_noticed() -> None:
    texts = {"a": "class Round:\n    class Kind: pass\n", "b": "type Round = int\nclass Kind: pass\n"}
    assert repeated(texts) == {"Round"}


SAYS_NOTHING = {"found", "one", "at", "made"}


def says_nothing(text: str) -> list[str]:
    """Variables, parameters and functions whose name does not say what they hold. Fields and methods of a class are
    told by it."""
    tree = ast.parse(text)
    fields = {
        id(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        for name in (ast.walk(line) if isinstance(line, ast.Assign | ast.AnnAssign) else [line])
    }
    names = [
        node.arg if isinstance(node, ast.arg) else node.name if isinstance(node, ast.FunctionDef) else node.id
        for node in ast.walk(tree)
        if id(node) not in fields
        and (
            isinstance(node, ast.arg | ast.FunctionDef)
            or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        )
    ]
    return [name for name in names if name in SAYS_NOTHING]


def test_every_local_name_says_what_it_holds() -> None:
    bench = {f"bench.{path.stem}": path.read_text(encoding="utf-8") for path in (ROOT / "bench").glob("*.py")}
    wrong = {module: says_nothing(text) for module, text in (sources() | bench).items()}
    assert {module: names for module, names in wrong.items() if names} == {}


def test_a_name_that_says_nothing_is_noticed() -> None:
    text = (
        "class Entry:\n    at = Time()\n    def read(self, found): return [one for one in found]\nmade, kept = 1, 2\n"
    )
    assert sorted(says_nothing(text)) == ["found", "made", "one"]
    assert says_nothing("def at(values): return values") == ["at"]


def counting_places(text: str) -> list[int]:
    """Lines where a loop counts with `place`: that is our central noun, what is counted is a position, a row, a column."""
    loops = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.For | ast.comprehension)]
    found = []
    for loop in loops:
        counter = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
        over = loop.iter.func if isinstance(loop.iter, ast.Call) else None
        if isinstance(over, ast.Name) and over.id in {"enumerate", "range"} and isinstance(counter, ast.Name):
            found += [counter.lineno] if counter.id == "place" else []
    return found


def test_a_place_is_never_a_counter() -> None:
    wrong = {module: counting_places(text) for module, text in sources().items()}
    assert {module: lines for module, lines in wrong.items() if lines} == {}


def test_a_place_as_a_counter_is_noticed() -> None:
    text = "for place in range(3): pass\nkept = [place for place, title in enumerate(titles)]\n"
    assert counting_places(text + "for number, place in enumerate(places): pass\n") == [1, 2]
