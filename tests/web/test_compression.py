"""Pages travel compressed, files that are packed already do not."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from hieuhoc.web.compression import PageCompressionMiddleware

ASKED = {"accept-encoding": "gzip, br"}


@pytest.mark.django_db
def test_a_page_travels_compressed_for_whoever_can_read_it() -> None:
    plain, packed = Client().get("/"), Client(headers=ASKED).get("/")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content).startswith(plain.content[:200])
    assert len(packed.content) * 2 < len(plain.content)


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(
            b"PK" + b"a" * 1000, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        StreamingHttpResponse([b"a" * 1000], content_type="text/csv"),
    ],
    ids=["spreadsheet", "stream"],
)
def test_what_is_packed_or_streamed_goes_as_it_is(answer: HttpResponse) -> None:
    sent = PageCompressionMiddleware(lambda request: answer)(RequestFactory(headers=ASKED).get("/"))
    assert isinstance(sent, HttpResponseBase)
    assert "Content-Encoding" not in sent.headers
