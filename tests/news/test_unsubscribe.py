"""One step ends it: a link in the message, a button, no sign-in; a mail program does it by itself."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from hieuhoc.news.choosing import count_reachable
from hieuhoc.news.models import Recipient, Refused
from hieuhoc.news.sending import write_recipients
from hieuhoc.news.tokens import OPEN_PATH, STOP_PATH, Stopping, open_address, stop_address
from hieuhoc.privacy.models import Consent
from tests.cast import Cast
from tests.news.makers import agree, make_campaign

pytestmark = pytest.mark.django_db


def path_of(address: str, begins: str) -> str:
    assert begins in address
    return begins + address.partition(begins)[2]


def test_looking_changes_nothing_and_one_button_ends_it(cast: Cast, client: Client) -> None:
    agree(cast.lan, "contact", "news", mail="lan@example.vn")
    path = path_of(stop_address(Stopping("citizen", cast.lan.pk, "contact", "mail")), STOP_PATH)
    assert "Ngừng nhận" in client.get(path).content.decode()
    assert count_reachable(make_campaign(cast.commune)).by_channel["mail"] == 1
    assert "Đã ngừng" in client.post(path).content.decode()
    assert "mail" not in count_reachable(make_campaign(cast.commune)).by_channel
    assert Consent.objects.get(citizen=cast.lan, withdrawn_at=None).purpose.code == "news", "the other purpose stays"
    assert client.post(path).status_code == 200, "twice is once"


def test_a_mail_program_does_it_without_a_token_of_a_form(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    path = path_of(stop_address(Stopping("account", cast.minh.pk, "news", "mail")), STOP_PATH)
    body = urlencode({"List-Unsubscribe": "One-Click"})
    assert strict.post(path, body, content_type="application/x-www-form-urlencoded").status_code == 200
    rows = Refused.objects.filter(kind="account", person=cast.minh.pk, purpose="news")
    assert set(rows.values_list("channel", flat=True)) == {"push", "mail", "sms"}


def test_what_nobody_gave_out_is_nowhere(client: Client) -> None:
    for name in ("unsubscribe", "message-link", "sms-told"):
        assert client.get(reverse(f"public:{name}", args=["x" * 40])).status_code == 404
        assert client.post(reverse(f"public:{name}", args=["x" * 40])).status_code == 404


def test_opening_is_counted_only_of_those_who_agree(cast: Cast, client: Client) -> None:
    agree(cast.lan, "contact", "opens", mail="lan@example.vn")
    agree(cast.khoa, "contact", mail="khoa@example.vn")
    campaign = make_campaign(cast.commune, link="https://hoc.example.vn/activities/")
    write_recipients(campaign)
    for citizen in (cast.lan, cast.khoa):
        row = Recipient.objects.get(person=citizen.pk)
        answer = client.get(path_of(open_address(row.pk), OPEN_PATH))
        assert answer["Location"] == campaign.link
        row.refresh_from_db()
        assert (row.opened_at is not None) == (citizen == cast.lan)


def test_one_chooses_in_the_account_what_to_get_and_how(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    given = {"agrees_contact": "on", "agrees_opens": "on", "by_contact": ["mail"], "by_news": []}
    client.post(reverse("wishes"), given)
    held = Consent.objects.filter(citizen=cast.lan, withdrawn_at=None)
    assert set(held.values_list("purpose__code", flat=True)) == {"contact", "opens"}
    refused = Refused.objects.filter(kind="citizen", person=cast.lan.pk)
    assert set(refused.filter(purpose="contact").values_list("channel", flat=True)) == {"push", "sms"}
    assert refused.filter(purpose="news").count() == 3
    page = client.get(reverse("wishes")).content.decode()
    assert page.count("checked") == 3
    client.post(reverse("wishes"), {"by_contact": ["mail", "push", "sms"]})
    assert not Consent.objects.filter(citizen=cast.lan, withdrawn_at=None).exists()
