"""Signed in with a password somebody else made: the page says what to do, and offers nothing that would lead back to it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.actions import add_user
from hieuhoc.accounts.models import User

pytestmark = pytest.mark.django_db
REFUSED = ("mfa_index", "account_email", "own-sessions", "account_reset_password")
TEMPORARY, OWN = "9wds-fx9c-nxd2", "một mật khẩu dài"


def test_only_its_change_and_signing_out_are_offered(client: Client) -> None:
    add_user("tam", "Lê Văn Tám", password=TEMPORARY, actor=None)
    User.objects.update(temporary_until=timezone.now() + timedelta(days=7))
    sent = client.post("/account/login/", {"login": "tam", "password": TEMPORARY}, follow=True)
    page = sent.content.decode()
    assert sent.redirect_chain[-1][0].startswith(reverse("account_change_password"))
    assert "Mật khẩu tạm vừa dùng để đăng nhập." in page
    assert [name for name in REFUSED if f'"{reverse(name)}' in page] == []
    assert reverse("account_logout") in page
    typed = {"oldpassword": TEMPORARY, "password1": OWN, "password2": OWN}
    client.post(reverse("account_change_password"), typed, follow=True)
    own = client.get(reverse("account_change_password")).content.decode()
    assert [name for name in REFUSED if f'"{reverse(name)}' in own] == list(REFUSED)
