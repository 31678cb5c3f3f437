"""Pages travel compressed; what is packed already (spreadsheets, PDFs, pictures) or is streamed goes as it is."""

from typing import Any

from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "application/json")


class PageCompressionMiddleware(GZipMiddleware):
    """Django's own, with its random padding against guessing secrets by the length of an answer."""

    def process_response(self, request: Any, response: Any) -> Any:
        if response.streaming or not response.headers.get("Content-Type", "").startswith(WORDS):
            return response
        return super().process_response(request, response)
