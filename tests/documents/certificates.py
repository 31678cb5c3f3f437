"""A root, and a certificate of an office under it, made for a test."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "bí mật"


@dataclass(frozen=True)
class Certified:
    """`key`, `certificate` and `root` in DER."""

    key: bytes
    certificate: bytes
    root: bytes
    bundle: bytes  # PKCS#12

    def write(self, folder: Path, issuer: str) -> Path:
        """The bundle, its passphrase, the root, and the list of keys that names them."""
        (folder / "office.p12").write_bytes(self.bundle)
        (folder / "office.pass").write_text(PASSPHRASE + "\n", encoding="utf-8")
        root = x509.load_der_x509_certificate(self.root)
        (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        keys = folder / "keys.toml"
        lines = (f'issuer = "{issuer}"', f'pkcs12 = "{folder}/office.p12"', f'passphrase_file = "{folder}/office.pass"')
        keys.write_text("\n".join(("[[key]]", *lines)), encoding="utf-8")
        return keys


@cache
def certified(name: str = "Ủy ban nhân dân xã Cư Né") -> Certified:
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = _certificate("Gốc thử nghiệm", root_key, None, root_key)
    certificate = _certificate(name, key, root, root_key)
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    plain = serialization.NoEncryption()
    return Certified(
        key=key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain),
        certificate=certificate.public_bytes(serialization.Encoding.DER),
        root=root.public_bytes(serialization.Encoding.DER),
        bundle=pkcs12.serialize_key_and_certificates(b"ubnd", key, certificate, [root], lock),
    )


def _certificate(
    name: str, key: rsa.RSAPrivateKey, root: x509.Certificate | None, signed_by: rsa.RSAPrivateKey
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = {"digital_signature": root is not None, "content_commitment": root is not None}
    usage |= {"key_cert_sign": root is None, "crl_sign": root is None}
    others = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(root.subject if root else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1))  # noqa: DTZ001  a certificate has times without a zone
        .not_valid_after(datetime(2090, 1, 1))  # noqa: DTZ001
        .add_extension(x509.BasicConstraints(ca=root is None, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(others, False)), critical=True)
        .sign(signed_by, hashes.SHA256())
    )
