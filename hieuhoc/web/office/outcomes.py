"""A deed that succeeded says what came of it, and leads to the next step."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join

from hieuhoc.accounts.models import User
from hieuhoc.web.requests import Request


def came_of_it(request: Request, words: str, *ways: tuple[str, str]) -> None:
    """`words`: what holds now, in a whole sentence; `ways`: (text, address) of what is likely next."""
    links = format_html_join(" · ", '<a href="{}">{}</a>', ((address, text) for text, address in ways))
    messages.success(request, format_html("{} {}", words, links) if ways else words)


def open_to(user: User, *ways: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Of (ability, text, address) those this account may go."""
    return [(text, address) for ability, text, address in ways if user.has_perm(ability)]
