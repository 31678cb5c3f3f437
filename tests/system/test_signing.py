"""A PDF signed with a key on a token (SoftHSM) and with a file, checked by poppler, which had no part in signing."""

import os
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from hieuhoc.documents.pades import sign_pdf
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.signing_keys import OrganKey
from tests.documents.certificates import certified
from tests.documents.test_official_papers import long_paper

ISSUER, PIN, TOKEN, LABEL = "Ủy ban nhân dân xã Cư Né", "4321", "hieuhoc", "ubnd"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"


def checked(content: bytes, folder: Path) -> str:
    """What pdfsig says of it."""
    file = folder / "signed.pdf"
    file.write_bytes(content)
    run = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
    return run.stdout


def by_file(folder: Path) -> OrganKey:
    certified().write(folder, ISSUER)
    return OrganKey(ISSUER, pkcs12=str(folder / "office.p12"), passphrase_file=str(folder / "office.pass"))


def by_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> OrganKey:
    """A new token with the key and the certificate on it."""
    tokens = folder / "tokens"
    tokens.mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    command = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--so-pin", "8765", "--pin", PIN]
    subprocess.run(command, check=True, capture_output=True, env=os.environ)
    token = pkcs11.lib(MODULE).get_token(token_label=TOKEN)
    with token.open(rw=True, user_pin=PIN) as session:
        mine = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: LABEL, pkcs11.Attribute.ID: b"1"}
        secret = {pkcs11.Attribute.PRIVATE: True, pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.SIGN: True}
        session.create_object(decode_rsa_private_key(_pkcs1(certified().key)) | mine | secret)
        session.create_object(decode_x509_certificate(certified().certificate) | mine)
    (folder / "token.pin").write_text(PIN)
    return OrganKey(ISSUER, pkcs11_module=MODULE, token=TOKEN, pin_file=str(folder / "token.pin"), certificate=LABEL)


def _pkcs1(key: bytes) -> bytes:
    loaded = serialization.load_der_private_key(key, None)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return loaded.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption())


def test_poppler_finds_the_signatures_of_a_file_and_of_a_token_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = pdf_of(long_paper(), is_to_be_signed=True)
    first = sign_pdf(drawn, by_file(tmp_path), place="Cư Né", is_shown=True)
    said = checked(first, tmp_path)
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert f"Signer Certificate Common Name: {ISSUER}" in said
    assert "Total document signed" in said
    assert said.count("Signature Validation: Signature is Valid.") == 1
    both = sign_pdf(first, by_token(tmp_path, monkeypatch), place="Cư Né")
    assert checked(both, tmp_path).count("Signature Validation: Signature is Valid.") == 2
    command = ["pdfinfo", "-struct-text", str(tmp_path / "signed.pdf")]
    tags = subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")
    assert tags.index("PHÓ CHỦ TỊCH") < tags.index("Form") < tags.index("Y Bhiôr Niê"), "read aloud out of its place"
    changed = both.replace(b"/Lang(vi)", b"/Lang(en)", 1)
    assert changed != both
    assert "Signature is Valid." not in checked(changed, tmp_path)
