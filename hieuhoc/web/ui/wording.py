"""Texts that are data in Vietnamese with, it may be, an unofficial English: of criteria and of target sets."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hieuhoc.criteria.rules import WordRun

VIETNAMESE = settings.LANGUAGE_CODE


def is_translated() -> bool:
    """The page speaks another language than such texts do."""
    return get_language() != VIETNAMESE


def worded(text: str, english: Mapping[str, str]) -> str:
    """In the language of the page; without a translation in Vietnamese, marked so that a screen reader reads it so."""
    if not text or not is_translated():
        return text
    return english.get(text) or format_html('<span lang="{}">{}</span>', VIETNAMESE, text)


def plainly_worded(text: str, english: Mapping[str, str]) -> str:
    """The same where no mark can stand: in a title, a label, an option."""
    return english.get(text, text) if is_translated() else text


def told_with(sentence: str, **texts: str) -> SafeString:
    """A sentence of the catalogue around such texts (`%(source)s`)."""
    escaped = {name: conditional_escape(text) for name, text in texts.items()}
    return mark_safe(conditional_escape(sentence) % escaped)  # noqa: S308  both are escaped


def marked_changes(runs: Iterable[WordRun]) -> SafeString:
    """What went or came is told to the eye and to the ear; every space stands where it stood, outside of the marks."""
    shapes = {"same": "{}{}", "gone": "{}<del>{}</del>", "new": "{}<ins>{}</ins>"}
    parts = ((shapes[run.kind], " " if run.text.startswith(" ") else "", run.text.lstrip(" ")) for run in runs)
    return format_html_join("", "{}", ((format_html(*part),) for part in parts))
