"""How far work in the background is, asked by its page again and again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from hieuhoc.web.requests import Request


def progress_answer(request: Request, template: str, context: dict[str, Any], *, is_over: bool) -> HttpResponse:
    """The part of the page that changes; when the work is over the page is loaded anew."""
    answer = render(request, template, context)
    if is_over:
        answer["HX-Refresh"] = "true"
    return answer
