"""The documents say what is: every noun in the glossary, every link leads somewhere, every command exists."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands
from django.db.models import Model

from hieuhoc.config.environment import ROOT

DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GLOSSARY = ROOT / "docs" / "glossary.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"`(?:HIEUHOC_\w+=\S+ )?hieuhoc ([a-z_]+)")


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def unexplained(glossary: str, models: Iterable[type[Model]]) -> list[str]:
    words = {word for quoted in re.findall(r"`([^`]+)`", glossary) for word in re.findall(r"\w+", quoted)}
    return [model._meta.label for model in models if model.__name__ not in words]


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("hieuhoc.")]


def test_every_noun_of_the_code_stands_in_the_glossary() -> None:
    assert len(ours()) > 50
    assert unexplained(text(GLOSSARY), ours()) == []


def test_a_noun_missing_from_the_glossary_is_noticed() -> None:
    assert "people.Residence" in unexplained(text(GLOSSARY).replace("`Residence`", ""), ours())


def lost(file: Path) -> list[str]:
    """Links of a document to files that are not there; addresses on the web are not followed."""
    found = LINK.findall(text(file))
    return [link for link in found if "://" not in link and not (file.parent / link).exists()]


def test_links_between_documents_lead_somewhere(tmp_path: Path) -> None:
    assert {str(file.relative_to(ROOT)): lost(file) for file in DOCS if lost(file)} == {}
    (tmp_path / "a.md").write_text("[đâu](nowhere.md)", encoding="utf-8")
    assert lost(tmp_path / "a.md") == ["nowhere.md"]


def test_documented_commands_exist() -> None:
    # `demo` is a command of a room that is installed only with HIEUHOC_DEMO=1.
    known = {*get_commands(), "demo"}
    found = {command for file in DOCS for command in COMMAND.findall(text(file))}
    assert {"migrate", "serve", "web", "worker"} <= found
    assert found - known == set()


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    names = {re.split(r"[\[<>=,]", entry)[0] for entry in project["dependencies"]}
    reasons = re.sub(r"[-_ ]", "", text(ROOT / "docs/decisions/0001-dependencies.md")).lower()
    assert [name for name in sorted(names) if re.sub(r"[-_]", "", name).lower() not in reasons] == []
