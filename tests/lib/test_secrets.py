"""Values, files and tokens are kept secret and still found."""

import base64
import hashlib
import os
from io import BytesIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.lib import crypto, keyring, opaque, sealed_files
from hieuhoc.lib.crypto import Unreadable


def a_key(letter: str) -> str:
    return base64.urlsafe_b64encode(letter.encode() * 32).decode().rstrip("=")


@pytest.fixture(autouse=True)
def keys(settings: Any) -> Any:
    settings.DATA_KEYS = [f"k2:{a_key('b')}", f"k1:{a_key('a')}"]
    settings.INDEX_KEY = a_key("i")
    return settings


def test_a_value_comes_back_only_for_its_purpose() -> None:
    sealed = crypto.encrypt(b"0905123456", purpose="people.phone")
    assert b"0905" not in sealed
    assert crypto.decrypt(sealed, purpose="people.phone") == b"0905123456"
    with pytest.raises(Unreadable):
        crypto.decrypt(sealed, purpose="people.email")


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert crypto.encrypt(b"x", purpose="p") != crypto.encrypt(b"x", purpose="p")


def test_every_changed_byte_is_noticed() -> None:
    sealed = crypto.encrypt(b"hello", purpose="p")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Unreadable):
            crypto.decrypt(changed, purpose="p")
    for end in range(len(sealed)):
        with pytest.raises(Unreadable):
            crypto.decrypt(sealed[:end], purpose="p")


def test_keys_rotate_and_old_values_stay_readable(keys: Any) -> None:
    keys.DATA_KEYS = [f"k1:{a_key('a')}"]
    old = crypto.encrypt(b"x", purpose="p")
    keys.DATA_KEYS = [f"k2:{a_key('b')}", f"k1:{a_key('a')}"]
    assert crypto.decrypt(old, purpose="p") == b"x"
    assert crypto.needs_rotation(old)
    assert not crypto.needs_rotation(crypto.encrypt(b"x", purpose="p"))
    keys.DATA_KEYS = [f"k2:{a_key('b')}"]
    with pytest.raises(Unreadable):
        crypto.decrypt(old, purpose="p")


@pytest.mark.parametrize("entries", [[], ["k1"], ["k1:c2hvcnQ"], [f"k1:{a_key('a')}", f"k1:{a_key('b')}"]])
def test_a_bad_keyring_is_refused(entries: list[str]) -> None:
    with pytest.raises(ValueError):
        keyring.Keyring.from_settings(entries, a_key("i"))


def test_a_keyring_does_not_print_its_keys() -> None:
    assert "aaaa" not in repr(keyring.keyring())


@given(st.lists(st.none() | st.binary(max_size=40), max_size=30))
@settings(max_examples=30)
def test_a_column_is_sealed_as_single_values_are(values: list[bytes | None]) -> None:
    sealed = crypto.encrypt_many(values, purpose="p")
    assert [None if one is None else crypto.decrypt(one, purpose="p") for one in sealed] == values
    assert crypto.decrypt_many(sealed, purpose="p") == values
    nonces = [one[3:15] for one in sealed if one is not None]
    assert len(set(nonces)) == len(nonces)


@given(st.lists(st.none() | st.text(max_size=20), max_size=30))
@settings(max_examples=30)
def test_a_column_is_indexed_as_single_texts_are(texts: list[str | None]) -> None:
    many = crypto.blind_index_many(texts, purpose="people.number")
    assert many == [None if text is None else crypto.blind_index(text, purpose="people.number") for text in texts]


def test_an_index_needs_the_key_and_the_purpose(keys: Any) -> None:
    first = crypto.blind_index("066090001234", purpose="people.number")
    assert len(first) == 16
    assert first != hashlib.blake2b(b"066090001234", digest_size=16).digest()
    assert first != crypto.blind_index("066090001234", purpose="people.phone")
    keys.DATA_KEYS = [f"k3:{a_key('c')}"]
    assert first == crypto.blind_index("066090001234", purpose="people.number"), "rotation keeps the index"
    keys.INDEX_KEY = a_key("j")
    assert first != crypto.blind_index("066090001234", purpose="people.number")


def test_private_values_die_with_the_secret() -> None:
    secret = os.urandom(16)
    sealed = crypto.seal_private_bytes(b"old name", secret)
    assert crypto.open_private(sealed, secret) == b"old name"
    with pytest.raises(Unreadable):
        crypto.open_private(sealed, os.urandom(16))
    with pytest.raises(ValueError):
        crypto.seal_private_bytes(b"x", b"")


def test_private_values_of_many_people_open_one_by_one() -> None:
    secrets = [os.urandom(16) for _ in range(3)]
    sealed = crypto.seal_private_many([b"a", None, b"c"], secrets)
    assert sealed[1] is None
    assert sealed[0]
    assert sealed[2]
    assert crypto.open_private(sealed[0], secrets[0]) == b"a"
    assert crypto.open_private(sealed[2], secrets[2]) == b"c"


def test_the_key_of_a_person_is_hkdf_expand() -> None:
    secret = bytes(range(16))
    root = keyring.derived_key(b"b" * 32, "private")
    expected = HKDFExpand(algorithm=SHA256(), length=32, info=b"hieuhoc.person." + secret).derive(root)
    assert crypto.person_key(secret) == expected


@pytest.mark.parametrize("size", [0, 1, sealed_files.SEGMENT - 1, sealed_files.SEGMENT, sealed_files.SEGMENT * 2 + 5])
def test_a_file_of_any_size_comes_back(size: int) -> None:
    content = os.urandom(size)
    sealed = crypto.seal_blob(content)
    assert crypto.open_blob(sealed) == content


def test_a_file_cut_off_or_reordered_is_noticed() -> None:
    segment = sealed_files.SEGMENT + keyring.TAG
    head = 3 + sealed_files.SALT + sealed_files.PREFIX
    sealed = crypto.seal_blob(bytes(sealed_files.SEGMENT * 2 + 5))
    one, two, rest = (
        sealed[head : head + segment],
        sealed[head + segment : head + 2 * segment],
        sealed[head + 2 * segment :],
    )
    for wrong in (one + two, one, two + one + rest, one + rest, b"", one + two + rest + b"x", one + two + rest[:-1]):
        with pytest.raises(Unreadable):
            crypto.open_blob(sealed[:head] + wrong)
    with pytest.raises(Unreadable):
        crypto.open_blob(b"")


def test_a_file_is_opened_piece_by_piece() -> None:
    source, target = BytesIO(bytes(3 * sealed_files.SEGMENT)), BytesIO()
    crypto.seal_stream(source, target)
    target.seek(0)
    assert [len(piece) for piece in crypto.open_stream(target)] == [sealed_files.SEGMENT] * 3


def test_a_token_is_opaque_and_bound_to_its_page() -> None:
    token = crypto.seal_token("Nguyễn".encode(), purpose="people.list")
    assert token.replace("-", "").replace("_", "").isalnum()
    assert crypto.open_token(token, purpose="people.list").decode() == "Nguyễn"
    for wrong in (token[:-2], token + "A", "", "é", "!!", "A" * 60):
        with pytest.raises(Unreadable):
            crypto.open_token(wrong, purpose="people.list")
    with pytest.raises(Unreadable):
        crypto.open_token(token, purpose="units.list")


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_public_id_leads_back_to_its_row(row_id: int) -> None:
    token = opaque.public_id("citizen", row_id)
    assert len(token) == 22
    assert opaque.read_public_id("citizen", token) == row_id
    with pytest.raises(Unreadable):
        opaque.read_public_id("dossier", token)


@pytest.mark.parametrize("token", ["", "1", "A" * 22, "A" * 21, "é" * 22, "A" * 23, "A" * 400])
def test_an_invented_public_id_is_refused(token: str) -> None:
    with pytest.raises(Unreadable):
        opaque.read_public_id("citizen", token)


def test_a_code_is_read_as_people_type_it() -> None:
    code = opaque.make_public_code()
    assert len(code) == 12
    shown = opaque.show_public_code(code)
    typed = " " + shown.lower().replace("0", "o").replace("1", "l") + " "
    assert opaque.read_public_code(shown) == opaque.read_public_code(typed) == code


@given(
    st.lists(st.sampled_from(opaque.ALPHABET), min_size=11, max_size=11),
    st.integers(0, 11),
    st.sampled_from(opaque.ALPHABET),
)
def test_one_wrong_character_or_one_swap_is_noticed(body: list[str], at: int, other: str) -> None:
    code = "".join(body) + opaque._check_character("".join(body))
    assert opaque.read_public_code(code) == code
    if code[at] != other:
        assert opaque.read_public_code(code[:at] + other + code[at + 1 :]) is None
    swapped = list(code)
    swapped[at], swapped[at - 1] = swapped[at - 1], swapped[at]
    if swapped != list(code):
        assert opaque.read_public_code("".join(swapped)) is None


@pytest.mark.parametrize("text", ["", "ABC", "U" * 12, "Đ" * 12, "0" * 13])
def test_what_cannot_be_a_code_is_told_apart(text: str) -> None:
    assert opaque.read_public_code(text) is None
