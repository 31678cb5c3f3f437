"""A deed that succeeded says what came of it, and leads to the next step."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join

from hieuhoc.web.requests import Request


def came_of_it(request: Request, words: str, *ways: tuple[str, str]) -> None:
    """`words`: what holds now, in a whole sentence; `ways`: (text, address) of what is likely next."""
    links = format_html_join(" · ", '<a href="{}">{}</a>', ((address, text) for text, address in ways))
    messages.success(request, format_html("{} {}", words, links) if ways else words)
