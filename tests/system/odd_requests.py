"""Requests that no browser sends, in small: what is typed into addresses by hand, by broken programs, and by the curious.

They carry no token of a form, or go to pages where a form only looks something up: nothing is changed by them.
"""

import http.client
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from hieuhoc.demo.cast import PASSWORD

EACH = 2  # odd requests to one address
FORM = "application/x-www-form-urlencoded"
# What stands for a value: zero bytes, bytes that are no text, digits that are no numbers, numbers no column holds.
VALUES = (
    "%00", "a%00b", "%ff%fe", "%ed%a0%80", "%C2%B2", "%D9%A3", "9" * 30, "9" * 5000, "-1", "1e9999", "NaN",
    "%27%22%3E%3Cb%3E", "{{7*7}}", "%25%7B%7D", "..%2f..%2fetc", "A" * 2000, "%F0%9F%A6%89", "%E1%BA%A5%CC%81", "[]", "%5B%7B",
    "2025-02-30", "31%2F2%2F2025", "0000-00-00", "null", "True",
)  # fmt: skip
NAMES = (
    "year", "search", "name", "after", "before", "place", "status", "show", "row", "map", "indicator", "reading", "level",
    "which", "part", "q", "on", "kind", "group", "area", "room", "month", "age", "sex", "state", "n%00", "%ff",
)  # fmt: skip
TAILS = ("%00", "%ff", "//", "/..%2f", ";x=1", "%2e%2e/", "%C0%AF", "/" + "a" * 3000, "%E2%80%AE")
BODIES = (
    (f"{FORM}; charset=utf-16", "name=Ấn".encode("utf-16")),
    (f"{FORM}; charset=no-such", b"name=%ff"),
    (FORM, b"\xff\xfe\x00=\x00"),
    (FORM, b"name=%00&login=%00&password=%00&code=%00&language=%00"),
    (FORM, b"&".join(b"a%d=1" % number for number in range(6000))),
    ("multipart/form-data", b"no boundary"),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="name"; filename="\x00"\r\n\r\nx',
    ),
    ("application/json", b'{"name": [[[['),
    ("text/plain; charset=utf-7", b"+AAA-"),
    ("", b"x" * 300),
)
HEADERS = (
    {"Cookie": r'sessionid="\000\000\000\000\000\000\000\000"'},
    {"Cookie": "sessionid=" + "x" * 3000},
    {"Cookie": r'language="\000"; csrftoken="\377"'},
    {"Accept-Language": "%%%, ;;q=x"},
    {"X-Request-ID": "a" * 500},
    {"X-Forwarded-For": "no address, 999.1.1.1"},
    {"Host": "elsewhere.example"},
    {"Host": "a b"},
    {"Referer": "http://[broken"},
    {"Range": "bytes=9-1"},
    {"HX-Request": "true", "HX-Current-URL": "http://[broken"},
    {"If-Modified-Since": "yesterday"},
)
# Pages whose form only looks something up.
ASKED = ("/account/login/", "/language", "/verify/", "/office/citizens/", "/office/groups/")


@dataclass(frozen=True)
class Odd:
    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.method} {self.target[:90]} {dict(list(self.headers.items())[:2])} {self.body[:20]!r}"


def odd_requests(paths: Sequence[str], seed: int = 14) -> Iterator[Odd]:
    """The same ones each time: a few for each address, and every odd body for the pages that are asked by form."""
    chosen = random.Random(seed)
    for path in sorted(set(paths)):
        bare = path.partition("?")[0]
        for _number in range(EACH):
            query = "&".join(f"{chosen.choice(NAMES)}={chosen.choice(VALUES)}" for _pair in range(4))
            yield Odd("GET", f"{bare}?{query}")
        yield Odd("GET", bare.rstrip("/") + chosen.choice(TAILS))
        yield Odd(chosen.choice(("PUT", "DELETE", "OPTIONS", "PATCH", "HEAD", "TRACE", "ODD")), bare)
        yield Odd("GET", bare, chosen.choice(HEADERS))
        content_type, body = chosen.choice(BODIES)
        yield Odd("POST", bare, {"Content-Type": content_type}, body)
    for path in ASKED:
        yield from (Odd("POST", path, {"Content-Type": content_type}, body) for content_type, body in BODIES)
        yield from (Odd("GET", path, headers) for headers in HEADERS)


class Asker:
    """Somebody with cookies; `answer` gives status and body."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port, self.cookies = host, port, dict[str, str]()

    def sign_in(self, account: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.answer(Odd("GET", "/account/login/"))[1])
        assert token is not None
        given = {"csrfmiddlewaretoken": token[1], "login": account, "password": PASSWORD}
        headers = {"Content-Type": FORM, "Referer": f"http://{self.host}:{self.port}/"}
        status, text = self.answer(Odd("POST", "/account/login/", headers, urlencode(given, quote_via=quote).encode()))
        assert status == 302, text[:500]

    def answer(self, asked: Odd) -> tuple[int, str]:
        link = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            own = (
                {"Cookie": kept, "X-CSRFToken": self.cookies.get("csrftoken", "")}
                if asked.target in ASKED
                else {"Cookie": kept}
            )
            link.putrequest(asked.method, asked.target, skip_host="Host" in asked.headers)
            for name, value in ({"Content-Length": str(len(asked.body))} | own | asked.headers).items():
                link.putheader(name, value)
            link.endheaders(asked.body)
            given = link.getresponse()
            if "Cookie" not in asked.headers:
                self._keep(given)
            return given.status, given.read().decode("utf-8", "replace")
        finally:
            link.close()

    def _keep(self, given: http.client.HTTPResponse) -> None:
        for line in given.headers.get_all("Set-Cookie") or []:
            name, _is, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
