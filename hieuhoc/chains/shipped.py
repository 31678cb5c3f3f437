"""What comes with the product (`data/shipped.toml`): chains as sources tell them, and the way that every kind of title
goes where none was put in force."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from hieuhoc.chains.rules import ReviewChain
from hieuhoc.lib.bilingual import english_in, without_english


@cache
def shipped_chains() -> list[dict[str, Any]]:
    plain: list[dict[str, Any]] = without_english(_file())["chain"]
    return plain


def default_kinds() -> list[str]:
    """Kinds of titles that go some way where no chain was put in force."""
    return [entry["kind"] for entry in _file()["default"]]


@cache
def default_chain(kind: str) -> ReviewChain:
    """Raises KeyError for a kind that no default was written for."""
    entries = {entry["kind"]: entry["content"] for entry in without_english(_file())["default"]}
    return ReviewChain.model_validate(entries[kind])


@cache
def shipped_english() -> Mapping[str, str]:
    """Vietnamese text -> our translation."""
    return english_in(_file())


@cache
def _file() -> dict[str, Any]:
    text = resources.files("hieuhoc.chains").joinpath("data/shipped.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
