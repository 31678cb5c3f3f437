"""How a version in force is to be understood stands beside it, not in it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.criteria.actions import draft_version, promulgate_version, withdraw_guidance, write_guidance
from hieuhoc.criteria.models import Guidance
from tests.cast import World
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_guidance_is_read_by_everybody_until_it_is_withdrawn(world: World, client: Client) -> None:
    version = world.round.version
    guidance = write_guidance(
        version, criterion=version.criteria.get(position=2), text="Kế hoạch nói miệng cũng được.", actor=world.hoa
    )
    write_guidance(version, text="Chấm theo từng nhóm.", source="Công văn 12/HKH", actor=world.hoa)
    page = client.get(reverse("public:criteria-version", args=[version.pk])).text
    assert page.index("Chấm theo từng nhóm.") < page.index("Kế hoạch nói miệng cũng được.")
    assert "Công văn 12/HKH" in page
    withdraw_guidance(guidance, actor=world.hoa)
    assert withdraw_guidance(guidance, actor=world.hoa).withdrawn_at is not None
    assert "Kế hoạch nói miệng" not in client.get(reverse("public:criteria-version", args=[version.pk])).text


def test_a_draft_is_changed_and_not_explained(world: World) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    with refused("not_in_force"):
        write_guidance(draft, text="Hiểu như sau", actor=world.hoa)
    with refused("no_text"):
        write_guidance(world.round.version, text="  ", actor=world.hoa)


def test_the_province_writes_and_withdraws_on_the_pages(world: World, client: Client) -> None:
    version = world.round.version
    client.force_login(world.hoa)
    criterion = version.criteria.get(position=1)
    sent = {"criterion": criterion.pk, "text": "Đọc báo trên điện thoại cũng tính.", "source": ""}
    client.post(reverse("office:guidance-new", args=[version.pk]), sent)
    guidance = Guidance.objects.get()
    assert guidance.criterion == criterion
    assert "Đọc báo trên điện thoại" in client.get(reverse("office:criteria", args=[version.pk])).text
    client.post(reverse("office:guidance-withdraw", args=[guidance.pk]))
    assert "Đọc báo trên điện thoại" not in client.get(reverse("office:criteria", args=[version.pk])).text


def test_promulgated_it_carries_the_number_of_its_decision(world: World) -> None:
    for number, edition in ((1, 1), (2, 2)):
        draft = draft_version(world.round.version, number=f"Dự thảo {number}", actor=None)
        decided = promulgate_version(draft, since=date(2026, 1, 1), number="15/QĐ-HKH", actor=None)
        assert (decided.number, decided.edition) == ("15/QĐ-HKH", edition)
