"""What comes with the product of learning models' criteria (`data/published.toml`), and our own English of it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from hieuhoc.lib.bilingual import english_in, without_english


def published() -> list[dict[str, Any]]:
    """As published: in Vietnamese."""
    plain: list[dict[str, Any]] = without_english(_file())["version"]
    return plain


@cache
def shipped_english() -> Mapping[str, str]:
    """Vietnamese text -> our translation, which no decision made official."""
    return english_in(_file())


def _file() -> dict[str, Any]:
    text = resources.files("hieuhoc.collectives").joinpath("data/published.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
