"""Defaults do nothing: no form of the office that does something begins with today's date or the first of several places."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.config.environment import ROOT
from tests.cast import Cast, make_cast

# A day one looks at, which changes nothing.
LOOKS_ONLY = {'on = DayField(label=gettext_lazy("Trên bản đồ ngày"), initial=timezone.localdate)'}


def test_no_form_begins_with_today() -> None:
    found = [
        (str(path.relative_to(ROOT)), line.strip())
        for path in sorted((ROOT / "hieuhoc/web").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"initial=.*localdate", line) and line.strip() not in LOOKS_ONLY
    ]
    assert found == []


@pytest.mark.django_db
def test_neither_home_nor_day_is_chosen_for_the_officer(client: Client) -> None:
    cast: Cast = make_cast()
    client.force_login(cast.minh)
    page = client.get(reverse("office:citizen-move", args=[cast.lan.pk])).content.decode()
    assert re.search(r'<option value=""[^>]*selected[^>]*>Chọn nơi ở|<option value="">Chọn nơi ở', page)
    assert not re.search(r'<option value="\d+"[^>]*selected', page)
    assert not re.search(r'name="since"[^>]*value="\d', page)
    for name, day in (("citizen-death", "on"), ("citizen-depart", "on")):
        shown = client.get(reverse(f"office:{name}", args=[cast.lan.pk])).content.decode()
        assert not re.search(rf'name="{day}"[^>]*value="\d', shown), name
    upload = client.get(reverse("office:sheet", args=["roster"])).content.decode()
    assert not re.search(r'name="setting_since"[^>]*value="\d', upload)
