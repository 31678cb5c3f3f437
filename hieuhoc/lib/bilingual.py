"""Data files whose texts stand in Vietnamese with an English translation beside them: `name` and `name_english`.

A translation belongs to the very words it translates: words that change lose it, and never say in English what they no
longer say.
"""

from collections.abc import Mapping
from typing import Any

BESIDE = "_english"


def without_english(data: Any) -> Any:
    """The data of a file as if it were Vietnamese only."""
    if isinstance(data, dict):
        return {key: without_english(value) for key, value in data.items() if not key.endswith(BESIDE)}
    return [without_english(entry) for entry in data] if isinstance(data, list) else data


def english_in(data: Any) -> dict[str, str]:
    """Vietnamese text -> its translation, of the whole file."""
    if isinstance(data, list):
        return {text: words for entry in data for text, words in english_in(entry).items()}
    if not isinstance(data, Mapping):
        return {}
    here = {data[key.removesuffix(BESIDE)]: words for key, words in data.items() if key.endswith(BESIDE)}
    return here | {text: words for value in data.values() for text, words in english_in(value).items()}
