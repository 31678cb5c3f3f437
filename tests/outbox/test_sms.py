"""Texts go to a real HTTP server that answers as eSMS.vn does: once for each key, whatever is asked twice."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hieuhoc.news.actions import send_campaign
from hieuhoc.news.reads import counts_of
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message, seal_body
from hieuhoc.outbox.rules import plain_phone, sms_parts
from hieuhoc.outbox.tasks import NotDelivered, deliver
from tests.cast import Cast
from tests.news.makers import agree, make_campaign, send_out

pytestmark = pytest.mark.django_db


class Gateway:
    """`texts`: those it sent on, by key; `asked`: every request; `code`: what it answers instead of taking one."""

    def __init__(self) -> None:
        self.texts: dict[str, dict[str, Any]] = {}
        self.asked: list[dict[str, Any]] = []
        self.code = ""

    def take(self, text: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(text)
        if self.code:
            return {"CodeResult": self.code, "ErrorMessage": "no"}
        if text["RequestId"] in self.texts:
            return {"CodeResult": "124", "ErrorMessage": "Duplicate RequestId"}
        self.texts[text["RequestId"]] = text
        return {"CodeResult": "100", "SMSID": str(len(self.texts))}


@contextmanager
def running_gateway() -> Iterator[tuple[Gateway, str]]:
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(gateway.take(text)).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield gateway, f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with running_gateway() as (gateway, address):
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_SECRET = address, "key", "secret"
        settings.SMS_BRAND, settings.QUIET_HOURS = "HIEUHOC", None
        yield gateway


def write() -> Message:
    return send(Message.Channel.SMS, address="+84 905 123 456", subject="", body="Mời ông/bà họp", key="meeting:1")


def test_a_text_is_handed_over_under_its_key_and_not_kept(gateway: Gateway) -> None:
    message = write()
    deliver.func(message_id=message.pk)
    (text,) = gateway.texts.values()
    assert (text["Phone"], text["Content"], text["RequestId"]) == ("0905123456", "Mời ông/bà họp", "meeting:1")
    assert (text["ApiKey"], text["SecretKey"], text["Brandname"], text["IsUnicode"]) == (
        *("key", "secret"),
        *("HIEUHOC", "1"),
    )
    message.refresh_from_db()
    assert message.sent_at is not None
    assert message.body == ""


def test_the_provider_tells_what_became_of_it(gateway: Gateway, client: Client) -> None:
    message = write()
    deliver.func(message_id=message.pk)
    path = "/told" + gateway.asked[0]["CallbackUrl"].partition("/told")[2]
    client.get(path, {"SendStatus": "7", "SendSuccess": "0"})
    message.refresh_from_db()
    assert (message.delivered_at, message.failed_at) == (None, None), "on its way"
    client.get(path, {"SendStatus": "5", "SendSuccess": "1", "SendFailed": "0"})
    client.get(path, {"SendStatus": "5", "SendSuccess": "0", "SendFailed": "1"})
    message.refresh_from_db()
    assert message.delivered_at is not None
    assert message.failed_at is None, "what was told first holds"


def test_a_provider_that_is_down_is_asked_again_and_a_wrong_number_is_not(gateway: Gateway) -> None:
    gateway.code = "103"  # no money left: nobody's fault of the number
    message = write()
    with pytest.raises(NotDelivered):
        deliver.func(message_id=message.pk)
    gateway.code = ""
    deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert (message.sent_at is not None, message.attempts) == (True, 2)


def test_killed_while_it_hands_over_it_asks_again_under_the_same_key(cast: Cast, gateway: Gateway) -> None:
    """The provider has it already and says so: nobody gets two, and nothing stays unsure."""
    agree(cast.lan, "contact", phone="0905123456")
    campaign = make_campaign(cast.commune, channels=("sms",), short="Han nop ho so 30/11")
    send_out(send_campaign(campaign, actor=None))
    (told,) = Message.objects.filter(channel="sms")
    Message.objects.filter(pk=told.pk).update(sent_at=None, claimed_at=timezone.now(), sealed_body=seal_body("x"))
    campaign.__class__.objects.update(status="sending")
    send_out(campaign)
    deliver.func(message_id=told.pk)
    assert (len(gateway.asked), len(gateway.texts)) == (2, 1)
    assert (counts_of(campaign).channels["sms"].sent, counts_of(campaign).channels["sms"].unsure) == (1, 0)


def test_a_number_the_provider_knows_to_be_none_is_given_up(cast: Cast, gateway: Gateway) -> None:
    gateway.code = "108"
    agree(cast.lan, "contact", phone="0905123456")
    campaign = send_campaign(make_campaign(cast.commune, channels=("sms",), short="Han nop"), actor=None)
    counts = counts_of(send_out(campaign))
    assert (counts.channels["sms"].failed, counts.errors) == (1, {"esms 108": 1})


def test_how_many_texts_a_telephone_is_charged_for() -> None:
    assert [sms_parts(text) for text in ("a" * 160, "a" * 161, "ế" * 70, "ế" * 71, "€" * 81)] == [1, 2, 1, 2, 2]


def test_numbers_as_people_write_them() -> None:
    assert plain_phone("+84 905.123.456") == "0905123456"
    assert [plain_phone(text) for text in ("0905123456", "905123456", "", "09051234567")] == ["0905123456", "", "", ""]
