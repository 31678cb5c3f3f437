"""Where sign-in leads, and the way between the faces for those who have two."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import make_cast

pytestmark = pytest.mark.django_db


def test_an_officer_starts_in_the_office_and_a_citizen_with_their_own_record(client: Client) -> None:
    cast = make_cast()
    for user, place in ((cast.minh, "office:home"), (cast.lan_user, "citizen:home")):
        client.force_login(user)
        assert client.get(reverse("start")).headers["Location"] == reverse(place)


def test_a_public_page_leads_an_officer_back_to_the_office_and_nobody_else(client: Client) -> None:
    cast = make_cast()
    office = f'href="{reverse("office:home")}"'
    assert office not in client.get("/").text
    client.force_login(cast.minh)
    assert office in client.get("/").text
    client.force_login(cast.lan_user)
    assert office not in client.get("/").text
