"""Words for people, translated at once or when they are shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

type Words = str | Promise
type Parts = tuple[str, dict[str, Any], int | None]  # words, what stands in them by name, the number that stands for {}


class Told(str):
    """A sentence kept for later that knows its parts: whoever reads it in another language is told it in theirs."""

    parts: Parts


def told(words: str, values: Mapping[str, Any] | None = None, count: int | None = None) -> Told:
    """`words`: in the language of the source, with %(names)s and one {} for `count`."""
    parts = (words, dict(values or {}), count)
    sentence = Told(tell_again(parts))
    sentence.parts = parts
    return sentence


def tell_again(parts: Parts) -> str:
    """In the language of whoever reads now."""
    words, values, count = parts
    text = gettext(words)
    if count is None:
        return text % values if values else text
    braced = {name: str(value).replace("{", "{{").replace("}", "}}") for name, value in values.items()}
    return (text % braced if braced else text).format(count)
