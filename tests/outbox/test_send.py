"""Messages are written once per occasion and handed to a real SMTP server once."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from hieuhoc.accounts.actions import add_user
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.tasks import NotDelivered, deliver

pytestmark = pytest.mark.django_db


class Sink(socketserver.StreamRequestHandler):
    """A mail server that takes everything and keeps what it was given."""

    received: list[str] = []

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        lines: list[str] = []
        in_body = False
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            if in_body:
                in_body = line != "."
                if not in_body:
                    Sink.received.append("\n".join(lines))
                    self.wfile.write(b"250 kept\r\n")
                lines.append(line)
                continue
            verb = line[:4].upper()
            in_body = verb == "DATA"
            self.wfile.write({"DATA": b"354 go\r\n", "QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n"))
            if verb == "QUIT":
                return


def smtp(host: str, port: int) -> dict[str, object]:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": {"host": host, "port": port}}}


@pytest.fixture
def mail_sink(settings: Settings) -> Iterator[list[str]]:
    Sink.received = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAILERS = smtp("127.0.0.1", int(server.server_address[1]))
        yield Sink.received
        server.shutdown()


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


def test_a_message_reaches_the_mail_server_once(mail_sink: list[str]) -> None:
    message = write()
    deliver.func(message_id=message.pk)
    deliver.func(message_id=message.pk)
    assert len(mail_sink) == 1
    assert "To: lan@example.vn" in mail_sink[0]
    message.refresh_from_db()
    assert message.sent_at is not None


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


def test_a_user_without_address_gets_nothing_by_mail_and_no_endless_retry(
    mail_sink: list[str],
) -> None:
    message = send(
        Message.Channel.MAIL,
        recipient=add_user("lan", "Lan", actor=None),
        subject="x",
        body="y",
        key="k",
    )
    deliver.func(message_id=message.pk)
    assert mail_sink == []
