"""Notices to browsers: a real HTTP server takes them as a push service does, and what it took opens with the browser's key."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.urls import reverse
from py_vapid import Vapid02
from pytest_django import Settings

from hieuhoc.news.choosing import count_reachable
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message, PushDevice
from hieuhoc.outbox.push import KEEPS, public_key
from hieuhoc.outbox.tasks import NotDelivered, deliver
from tests.cast import Cast
from tests.news.makers import agree, make_campaign

pytestmark = pytest.mark.django_db


class Service:
    """`taken`: (path, headers, body); `answers`: a path → the status it answers, 201 else."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Any, bytes]] = []
        self.answers: dict[str, int] = {}
        self.url = ""


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    settings.PUSH_INSECURE = True
    with running_service() as service:
        yield service


@contextmanager
def running_service() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append((self.path, self.headers, body))
            self.send_response(service.answers.get(self.path, 201))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Phone:
    """A browser with its own keys, as it subscribes."""

    def __init__(self, service: Service, path: str) -> None:
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = {
            "endpoint": service.url + path,
            "keys": {"p256dh": plain(point), "auth": plain(self.auth)},
        }

    def reads(self, body: bytes) -> dict[str, str]:
        read: dict[str, str] = json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth))
        return read


def plain(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def subscribe(cast: Cast, phone: Phone) -> Client:
    client = Client()
    client.force_login(cast.lan_user)
    answer = client.post(reverse("push-device"), phone.subscription, content_type="application/json")
    assert answer.status_code == 200
    return client


def tell(cast: Cast, key: str = "news.1.1") -> Message:
    return send(
        Message.Channel.PUSH, recipient=cast.lan_user, subject="Mời họp", body="19 giờ", key=key, link="https://x.vn/"
    )


def test_a_browser_shows_it_and_nobody_on_the_way_reads_it(cast: Cast, service: Service) -> None:
    phone = Phone(service, "/one")
    subscribe(cast, phone)
    message = tell(cast)
    deliver.func(message_id=message.pk)
    ((_path, headers, body),) = service.taken
    assert phone.reads(body) == {"title": "Mời họp", "body": "19 giờ", "tag": "news.1.1", "url": "https://x.vn/"}
    assert int(headers["TTL"]) == KEEPS
    assert len(headers["Topic"]) <= 32
    assert Vapid02.verify(headers["Authorization"]), "signed by the key the browser subscribed with"
    assert headers["Authorization"].endswith(f"k={public_key()}")
    message.refresh_from_db()
    assert message.sent_at is not None
    assert message.body == ""


def test_where_the_last_browser_has_gone_the_one_before_shows_it(cast: Cast, service: Service) -> None:
    old, gone = Phone(service, "/old"), Phone(service, "/gone")
    subscribe(cast, old)
    subscribe(cast, gone)
    service.answers["/gone"] = 410
    deliver.func(message_id=tell(cast).pk)
    assert [path for path, _headers, _body in service.taken] == ["/gone", "/old"]
    assert PushDevice.objects.count() == 1


def test_a_service_that_fails_is_asked_again(cast: Cast, service: Service) -> None:
    subscribe(cast, Phone(service, "/one"))
    service.answers["/one"] = 503
    message = tell(cast)
    with pytest.raises(NotDelivered):
        deliver.func(message_id=message.pk)
    service.answers.clear()
    deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert message.sent_at is not None


def test_who_turned_notices_off_is_reached_no_more(cast: Cast, service: Service) -> None:
    phone = Phone(service, "/one")
    agree(cast.lan, "contact")
    client = subscribe(cast, phone)
    campaign = make_campaign(cast.commune, channels=("push",), short="Mời họp")
    assert count_reachable(campaign).by_channel == {"push": 1}
    drop = {"drop": phone.subscription["endpoint"]}
    client.post(reverse("push-device"), drop, content_type="application/json")
    assert count_reachable(campaign).by_channel == {}
    message = tell(cast)
    deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert message.last_error == "no device"


def test_what_no_browser_gives_is_refused(cast: Cast, service: Service, settings: Settings) -> None:
    client = Client()
    client.force_login(cast.lan_user)
    settings.PUSH_INSECURE = False
    for said in ("no json", {"endpoint": "file:///etc/passwd", "keys": {}}, {"endpoint": service.url, "keys": {}}, {}):
        body = said if isinstance(said, str) else json.dumps(said)
        answer = client.post(reverse("push-device"), body, content_type="application/json")
        assert answer.status_code == 400
    assert not PushDevice.objects.exists()
