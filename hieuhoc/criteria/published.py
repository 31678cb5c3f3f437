"""The published sets that come with the product (`data/published.toml`), and our own English of them."""

import tomllib
from collections import ChainMap
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from hieuhoc.criteria.models import Version
from hieuhoc.lib.bilingual import english_in, without_english


def published() -> dict[str, Any]:
    """As published: in Vietnamese."""
    plain: dict[str, Any] = without_english(_file())
    return plain


@cache
def shipped_english() -> Mapping[str, str]:
    """Vietnamese text -> our translation, which no decision made official."""
    return english_in(_file())


def english_of(version: Version) -> Mapping[str, str]:
    """Vietnamese text of the version -> its translation: as entered, else as shipped. What is not in it has none."""
    return ChainMap(version.english, shipped_english())  # type: ignore[arg-type]  # only read


def _file() -> dict[str, Any]:
    text = resources.files("hieuhoc.criteria").joinpath("data/published.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
