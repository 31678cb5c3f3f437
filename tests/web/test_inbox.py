"""One's own inbox: everything one was told in the application, how much of it is unread, and nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from tests.cast import Cast

pytestmark = pytest.mark.django_db

COUNT = 'class="unread-count"'


def tell(user: User, subject: str) -> Message:
    return send(Message.Channel.IN_APP, recipient=user, subject=subject, body=f"Nội dung: {subject}", key=subject)


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_head_counts_what_was_not_read_until_it_is_read(cast: Cast) -> None:
    message = tell(cast.lan_user, "Hồ sơ được trả lại")
    tell(cast.lan_user, "Hoạt động đổi giờ")
    lan = enter(cast.lan_user)
    assert f"{COUNT}>2<" in lan.get(reverse("citizen:home")).content.decode()
    shown = lan.get(reverse("inbox-message", args=[message.pk])).content.decode()
    assert "Nội dung: Hồ sơ được trả lại" in shown
    assert f"{COUNT}>1<" in shown, "read as it is shown"
    page = lan.get(reverse("inbox")).content.decode()
    assert page.count("Chưa đọc") == 1
    lan.post(reverse("inbox-read"))
    page = lan.get(reverse("inbox")).content.decode()
    assert "Chưa đọc" not in page
    assert COUNT not in page


def test_many_are_not_counted_one_by_one(cast: Cast) -> None:
    for number in range(12):
        tell(cast.lan_user, f"Tin {number}")
    assert f"{COUNT}>9+<" in enter(cast.lan_user).get(reverse("inbox")).content.decode()


def test_nobody_reads_the_inbox_of_another_or_marks_it_read(cast: Cast) -> None:
    message = tell(cast.lan_user, "Của Lan")
    minh = enter(cast.minh)
    assert minh.get(reverse("inbox-message", args=[message.pk])).status_code == 404
    assert "Của Lan" not in minh.get(reverse("inbox")).content.decode()
    minh.post(reverse("inbox-read"))
    message.refresh_from_db()
    assert message.read_at is None


def test_a_mail_is_not_in_the_inbox(cast: Cast) -> None:
    mail = send(Message.Channel.MAIL, recipient=cast.lan_user, subject="Thư", body="x", key="mail")
    lan = enter(cast.lan_user)
    assert "Thư</a>" not in lan.get(reverse("inbox")).content.decode()
    assert lan.get(reverse("inbox-message", args=[mail.pk])).status_code == 404
