"""What stands around the content of a page, drawn once for all who see the same: only the address of the page and the
token of its forms are put in anew."""

import secrets
from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT = 256  # heads a process keeps; a head is some 10 KB
# What stands for the two while a head is drawn: nobody can write either into a name.
ADDRESS, TOKEN = f"address-{secrets.token_hex(16)}", f"token-{secrets.token_hex(16)}"


def drawn_shell(context: template.Context, name: str, frame: Hashable) -> SafeString:
    """The template `name` may use: frame, page_place, page_year, page_address, csrf_token, is_demo, has_sign_on, languages."""
    place, year = str(context.get("page_place") or ""), str(context.get("page_year") or "")
    drawn = _drawn(name, get_language(), frame, place, year, settings.DEMO, bool(settings.SOCIALACCOUNT_PROVIDERS))
    address = escape(context["request"].get_full_path())
    filled = drawn.replace(ADDRESS, address)
    if TOKEN in filled:  # asked only then: asking for a token sets its cookie
        filled = filled.replace(TOKEN, str(context["csrf_token"]))
    return mark_safe(filled)  # noqa: S308  drawn by a template, and what is put in is escaped


@lru_cache(maxsize=KEPT)
def _drawn(name: str, _language: str, frame: Hashable, place: str, year: str, is_demo: bool, has_sign_on: bool) -> str:
    given = {
        "frame": frame,
        "page_place": place,
        "page_year": year,
        "page_address": ADDRESS,
        "csrf_token": TOKEN,
        "is_demo": is_demo,
        "has_sign_on": has_sign_on,
        "languages": settings.LANGUAGES,
    }
    return render_to_string(name, given)
