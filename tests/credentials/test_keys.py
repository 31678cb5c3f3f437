"""Keys: the first makes itself, a new one takes over, a compromised one is believed no more; each half where it belongs."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hieuhoc.audit.models import Entry
from hieuhoc.credentials import reads
from hieuhoc.credentials.actions import (
    add_signing_key,
    end_signing_key,
    report_signing_key,
    resume_credential,
    suspend_credential,
)
from hieuhoc.credentials.forms import as_json
from hieuhoc.credentials.issuing import credential_of
from hieuhoc.credentials.keys import key_in_use, key_to_sign_with, signer_of
from hieuhoc.credentials.models import Credential, SigningKey
from hieuhoc.credentials.rotations import SigningKeys
from hieuhoc.lib.crypto import Unreadable, decrypt
from tests.cast import World
from tests.recognition.test_recognise import recognised
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> SigningKey:
    made = key_to_sign_with()
    assert made is not None
    return made


def test_the_first_key_makes_itself_and_is_sealed_like_every_secret(key: SigningKey) -> None:
    assert (key.number, key.standing) == (1, SigningKey.Standing.IN_USE)
    assert key_to_sign_with() == key
    private = signer_of(key).private.private_bytes_raw()
    assert private not in bytes(key.sealed_key)
    with pytest.raises(Unreadable):
        decrypt(bytes(key.sealed_key), purpose="something else")


def test_a_new_key_signs_and_the_one_before_stays_published_without_its_private_half(key: SigningKey) -> None:
    second = add_signing_key(actor=None)
    key.refresh_from_db()
    assert (second.number, key.standing, bytes(key.sealed_key)) == (2, SigningKey.Standing.ENDED, b"")
    assert key_in_use() == second
    assert [method["id"].partition("#")[2] for method in reads.did()["verificationMethod"]] == ["key-1", "key-2"]
    first, now = reads.history()["keys"]
    assert first["until"] == int(second.since.timestamp())
    assert now["until"] is None


def test_a_key_ends_without_another_and_nothing_is_signed(key: SigningKey, world: World) -> None:
    title = recognised(world)
    end_signing_key(key, actor=world.hoa)
    assert key_to_sign_with() is None
    with refused("key_ended"):
        end_signing_key(key, actor=world.hoa)
    credential = credential_of(title)
    assert credential.payload == ""
    with refused("no_key"):
        as_json(credential)
    add_signing_key(actor=world.hoa)
    assert credential_of(title).payload


def test_a_compromised_key_is_not_published_and_another_takes_its_place(key: SigningKey, world: World) -> None:
    with refused("no_reason"):
        report_signing_key(key, reason=" ", actor=world.hoa)
    report_signing_key(key, reason="Bản sao lưu bị lấy", actor=world.hoa)
    with refused("key_compromised"):
        report_signing_key(key, reason="Bản sao lưu bị lấy", actor=world.hoa)
    assert [method["id"].partition("#")[2] for method in reads.did()["verificationMethod"]] == ["key-2"]
    told = reads.history()["keys"][0]
    assert (told["compromised"], told["public"]) == (True, "")
    deeds = Entry.objects.filter(subject_kind="signing_key").values_list("deed", flat=True)
    assert list(deeds) == ["credentials.report_signing_key"]


def test_papers_signed_with_a_compromised_key_are_signed_anew(world: World) -> None:
    title = recognised(world)
    before = credential_of(title)
    assert before.key is not None
    report_signing_key(before.key, reason="Máy chủ bị xâm nhập", actor=None)
    after = credential_of(title)
    assert after.pk == before.pk
    assert after.payload != before.payload


def test_only_the_province_minds_keys(key: SigningKey, world: World) -> None:
    with pytest.raises(PermissionDenied):
        add_signing_key(actor=world.minh)
    with pytest.raises(PermissionDenied):
        end_signing_key(key, actor=world.minh)
    with pytest.raises(PermissionDenied):
        report_signing_key(key, reason="x", actor=world.minh)


def test_keys_follow_the_data_keys(key: SigningKey, settings: Any) -> None:
    private = signer_of(key).private.private_bytes_raw()
    settings.DATA_KEYS = ["k9:" + "A" * 43, *settings.DATA_KEYS]
    assert SigningKeys().step(0, 10).count == 1
    assert SigningKeys().step(0, 10).count == 0
    key.refresh_from_db()
    assert signer_of(key).private.private_bytes_raw() == private


def test_the_page_of_keys_does_what_it_says(client: Client, world: World, key: SigningKey) -> None:
    client.force_login(world.hoa)
    assert "did:web:" in client.get(reverse("office:key-list")).content.decode()
    client.post(reverse("office:key-new"))
    assert key_in_use() != key
    client.post(reverse("office:key-report", args=[key.pk]), {"reason": "Lộ khoá"})
    assert SigningKey.objects.get(pk=key.pk).standing == SigningKey.Standing.COMPROMISED
    second = SigningKey.objects.get(until__isnull=True)
    client.post(reverse("office:key-end", args=[second.pk]))
    assert key_in_use() is None
    assert "Không có khoá nào đang ký" in client.get(reverse("office:key-list")).content.decode()


def test_a_paper_is_suspended_and_good_again(client: Client, world: World) -> None:
    title = recognised(world)
    credential = credential_of(title)
    with pytest.raises(PermissionDenied):
        suspend_credential(credential, reason="x", actor=world.minh)
    with refused("no_reason"):
        suspend_credential(credential, reason="", actor=world.hoa)
    with refused("not_suspended"):
        resume_credential(credential, actor=world.hoa)
    client.force_login(world.hoa)
    client.post(reverse("office:title-suspend", args=[title.pk]), {"reason": "Có đơn"})
    with refused("suspended"):
        suspend_credential(credential, reason="Có đơn", actor=world.hoa)
    decision = reverse("office:decision", args=[title.decision_id])
    assert "Tạm dừng" in client.get(f"/verify/{credential.code}").content.decode()
    assert reverse("office:title-resume", args=[title.pk]) in client.get(decision).content.decode()
    client.post(reverse("office:title-resume", args=[title.pk]))
    assert Credential.objects.get().suspended_on is None
    assert "Hợp lệ" in client.get(f"/verify/{credential.code}").content.decode()
    deeds = Entry.objects.filter(deed__startswith="credentials.").order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["credentials.suspend_credential", "credentials.resume_credential"]
