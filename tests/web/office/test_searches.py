"""A name typed to find somebody: kept for the session alone, never in an address; who is found is on record."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Reading
from hieuhoc.learning.actions import NewTraining, add_training
from hieuhoc.people import sealing
from hieuhoc.people.actions import NewGroup, add_branch, add_group, join_branch, join_group, record_death
from hieuhoc.people.models import Group
from tests.assessment.makers import make_round
from tests.cast import Cast
from tests.people.makers import LONG_AGO, add
from tests.places.small_map import put

pytestmark = pytest.mark.django_db
NUMBER = "066190001234"  # Lan's


def make_families(cast: Cast) -> None:
    Group.objects.bulk_create(
        Group(
            kind="family", name=f"Hộ bà H'Bé {n}", folded_name=f"ho ba hbe {n:02}", code=f"H{n}", place=cast.land.near
        )
        for n in range(60)
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def found_at(client: Client, address: str, name: str) -> str:
    answer = client.post(address, {"name": name})
    assert answer.status_code == 302
    led: str = answer.headers["Location"]
    assert "hlan" not in led.lower()
    return led


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def searched(cast: Cast) -> list[tuple[str, User, str, str]]:
    """(list, who searches, what is typed, a row that only shows without the search)"""
    make_families(cast)
    branch = add_branch("CH1", "Chi hội Cư Né", cast.land.near, since=LONG_AGO, actor=None)
    for one in (cast.lan, cast.khoa):
        join_branch(one, branch, since=LONG_AGO, actor=None)
    version = make_round().version
    training = add_training(NewTraining("L1", "Tập huấn", version, date(2025, 3, 1), cast.land.near), actor=None)
    return [
        (reverse("office:citizen-list"), cast.minh, "hlan", "Y Khoa Niê"),
        (reverse("office:group-list"), cast.minh, "hbe 07", "Dòng họ Niê"),
        (reverse("office:attendance-new", args=[training.pk]), cast.minh, "hlan", "Y Khoa Niê"),
    ]


def test_what_one_session_searched_means_nothing_in_another(cast: Cast) -> None:
    for address, user, typed, other in searched(cast):
        mine, elsewhere = signed_in(user), signed_in(user)
        led = found_at(mine, address, typed)
        assert other not in text_of(mine, led), address
        assert other in text_of(elsewhere, led), address  # the whole list, as if nothing had been asked
        assert typed not in text_of(elsewhere, led), address


def test_a_province_that_follows_the_address_of_another_session_is_shown_nobody(cast: Cast) -> None:
    put("Ea Kar", "commune", cast.land.province, kind="Xã")  # type: ignore[arg-type]
    led = found_at(signed_in(cast.hoa), reverse("office:citizen-list"), "hlan")
    last = Reading.objects.count()
    assert "H&#x27;Lan" not in text_of(signed_in(cast.hoa), led)
    assert Reading.objects.count() == last
    stranger = Client().get(led)
    assert "/login/" in stranger.headers["Location"]


def test_a_search_of_families_goes_on_from_page_to_page_and_each_page_is_on_record(cast: Cast) -> None:
    make_families(cast)
    minh = signed_in(cast.minh)
    led = found_at(minh, reverse("office:group-list"), "hbe")
    first = minh.get(led)
    assert [len(first.context["page"].rows), Reading.objects.latest("pk").person_count] == [50, 50]
    second = minh.get(f"{led}&after={first.context['page'].after}")
    assert [len(second.context["page"].rows), Reading.objects.latest("pk").person_count] == [10, 10]
    assert Reading.objects.latest("pk").actor == cast.minh
    last = Reading.objects.count()
    assert f'name="search" value="{led.partition("search=")[2]}"' in first.content.decode()
    assert "Dòng họ Niê" in text_of(minh, reverse("office:group-list") + "?kind=clan")
    assert Reading.objects.count() == last  # a clan is nobody


def test_who_is_found_by_a_form_is_on_record(cast: Cast) -> None:
    minh = signed_in(cast.minh)
    looks: list[tuple[str, dict[str, Any], int]] = [
        (reverse("office:group-member-new", args=[cast.clan.pk]), {"person": NUMBER}, 1),
        (reverse("office:group-member-new", args=[cast.clan.pk]), {"person": "nie"}, 2),
        (reverse("office:group-member-new", args=[cast.clan.pk]), {"person": "066190009999"}, 0),
        (reverse("office:citizen-join", args=[cast.khoa.pk]), {"number_or_name": NUMBER, "reason": "x"}, 1),
    ]
    for address, given, people in looks:
        last = Reading.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        assert minh.post(address, given).status_code == 200
        of_list = Reading.objects.filter(pk__gt=last, subject_kind="list")
        assert sum(of_list.values_list("person_count", flat=True)) == people, (address, given)


def test_who_a_declaration_may_mean_is_on_record(cast: Cast) -> None:
    known = add(cast.land.near_village, "Y Bin Mlô", birth_date=None, birth_year=1950, sex="m")
    given = {"name": known.name, "birth": "1950", "sex": "m", "home": cast.land.near_village.pk, "since": "2020-01-01"}
    page = signed_in(cast.minh).post(reverse("office:citizen-new"), given)
    assert known.name in page.content.decode()
    assert Reading.objects.filter(subject_kind="list", person_count=1, actor=cast.minh).count() == 1


def test_what_a_number_tells_of_a_person_elsewhere_is_on_record(cast: Cast) -> None:
    """Sơn types number, name and birth date of somebody of Minh's commune and learns that she died: that is reading about her."""
    record_death(cast.lan, died_on=date(2025, 1, 1), actor=None)
    known = {"number": NUMBER, "name": cast.lan.name, "birth": "06/05/1990"}
    given = known | {"home": cast.land.far_village.pk, "since": "01/02/2025"}
    answer = signed_in(cast.son).post(reverse("office:citizen-arrive"), given)
    assert answer.status_code == 409
    read = Reading.objects.get(actor=cast.son)
    assert (read.subject_kind, read.subject_id, read.place_id) == ("citizen", cast.lan.pk, cast.land.far.pk)


def test_a_form_about_a_household_names_somebody_and_one_about_a_clan_nobody(cast: Cast) -> None:
    make_families(cast)
    minh, family = signed_in(cast.minh), Group.objects.filter(kind="family")[0]
    for name in ("group-change", "group-place", "group-member-new"):
        for one, looks in ((family, 1), (cast.clan, 0)):
            before = Reading.objects.count()
            assert one.name in text_of(minh, reverse(f"office:{name}", args=[one.pk])).replace("&#x27;", "'")
            assert Reading.objects.count() - before == looks, (name, one.kind)


def test_a_person_is_found_by_telephone_household_and_number_within_reach_and_that_is_on_record(cast: Cast) -> None:
    lan = cast.lan
    lan.phone_index = sealing.phone_index("0912345678")
    lan.save(update_fields=["phone_index"])
    family = add_group(NewGroup("family", "Hộ H'Lan", "H-07", cast.village, LONG_AGO), actor=None)
    join_group(lan, family, since=LONG_AGO, actor=None)
    address = reverse("office:citizen-list")
    for typed in ("0912 345 678", "+84 912345678", "h-07", NUMBER, "hlan nie"):
        minh, before = signed_in(cast.minh), Reading.objects.count()
        text = text_of(minh, found_at(minh, address, typed))
        assert "H&#x27;Lan" in text, typed
        assert "Y Khoa" not in text, typed
        assert Reading.objects.count() == before + 1, typed
        son = signed_in(cast.son)
        assert "H&#x27;Lan" not in text_of(son, found_at(son, address, typed)), typed
