"""Messages are written once per occasion and handed to a real SMTP server once."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from hieuhoc.accounts.actions import add_user
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.tasks import TRIES, NotDelivered, deliver, try_again
from tests.outbox.mail_server import Received, running, smtp

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Received]:
    with running() as received:
        settings.MAILERS = smtp(received.host, received.port)
        yield received


def write(key: str = "welcome:1", address: str = "lan@example.vn") -> Message:
    return send(
        Message.Channel.MAIL,
        address=address,
        subject="Chào mừng",
        body="Mời ông/bà xem hồ sơ.",
        key=key,
    )


def test_the_same_key_writes_one_message() -> None:
    assert write().pk == write().pk


def test_an_address_is_not_readable_in_the_database() -> None:
    assert b"lan@" not in bytes(Message.objects.get(pk=write().pk).address or b"")


def test_a_message_reaches_the_mail_server_once_and_as_it_was_written(mail_server: Received) -> None:
    message = write()
    deliver.func(message_id=message.pk)
    deliver.func(message_id=message.pk)
    (mail,) = mail_server.mails
    assert (mail["To"], mail["Subject"]) == ("lan@example.vn", "Chào mừng")
    assert mail.get_content().strip() == "Mời ông/bà xem hồ sơ."
    message.refresh_from_db()
    assert message.sent_at is not None


def test_what_was_sent_is_not_kept(mail_server: Received) -> None:
    message = write()
    deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert len(mail_server.mails) == 1
    assert message.body == ""


def test_an_address_the_server_refuses_is_tried_again_and_its_kind_of_refusal_kept(mail_server: Received) -> None:
    mail_server.refuses = True
    message = write()
    with pytest.raises(NotDelivered):
        deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert (message.sent_at, message.last_error) == (None, "SMTPRecipientsRefused")
    mail_server.refuses = False
    deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (2, "")
    assert len(mail_server.mails) == 1


def test_a_silent_server_leaves_the_message_waiting_and_says_why(
    settings: Settings,
) -> None:
    settings.MAILERS = smtp("127.0.0.1", 1)
    message = write()
    with pytest.raises(NotDelivered):
        deliver.func(message_id=message.pk)
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.last_error) == (
        None,
        1,
        "ConnectionRefusedError",
    )
    assert message.body != ""


def test_a_server_that_is_silent_for_long_is_told_and_tried_again(settings: Settings, client: Client) -> None:
    """One job tries for six hours; a week-end is longer. What a bad address does is nobody's fault of the server."""
    settings.MAILERS = smtp("127.0.0.1", 1)
    message, refused = write(), write("other")
    with pytest.raises(NotDelivered):
        deliver.func(message_id=message.pk)
    assert client.get("/health").json()["mail"] == "ok"
    two_hours_ago = timezone.now() - timedelta(hours=2)
    Message.objects.update(created_at=two_hours_ago, attempts=TRIES)
    Message.objects.filter(pk=refused.pk).update(last_error="SMTPRecipientsRefused")
    assert client.get("/health").json()["mail"] == "late"
    ProcrastinateJob.objects.all().delete()
    try_again(timestamp=0)
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"message_id": message.pk}]
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now())
    assert client.get("/health").json()["mail"] == "ok"


def test_a_user_without_address_gets_nothing_by_mail_and_no_endless_retry(mail_server: Received) -> None:
    message = send(
        Message.Channel.MAIL,
        recipient=add_user("lan", "Lan", actor=None),
        subject="x",
        body="y",
        key="k",
    )
    deliver.func(message_id=message.pk)
    assert mail_server.mails == []


def test_what_an_older_release_wrote_in_clear_is_sealed_and_a_mail_that_has_gone_keeps_nothing() -> None:
    waiting, gone = write("waiting"), write("gone")
    Message.objects.update(sealed_body=None, clear_body="https://hieuhoc.vn/đặt-lại/bí-mật")
    Message.objects.filter(pk=gone.pk).update(sent_at=timezone.now())
    import_module("hieuhoc.outbox.migrations.0002_seal_bodies").seal(apps, None)
    for message in (waiting, gone):
        message.refresh_from_db()
        assert message.clear_body == ""
    assert (waiting.body, gone.body) == ("https://hieuhoc.vn/đặt-lại/bí-mật", "")
    assert "bí-mật".encode() not in bytes(waiting.sealed_body or b"")
