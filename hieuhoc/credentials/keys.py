"""The key in use, and who signs with it."""

import threading
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from hieuhoc.credentials.models import SigningKey
from hieuhoc.credentials.rules import Issuer, Signer
from hieuhoc.lib.crypto import decrypt, encrypt

PURPOSE = "credentials.signing_key"

_opened = threading.local()  # (id, sealed) -> Signer: opened once in each thread


def issuer() -> Issuer:
    parts = urlsplit(settings.PUBLIC_URL)
    return Issuer(f"{parts.scheme}://{parts.netloc}", settings.ISSUER_NAME)


def key_in_use() -> SigningKey | None:
    return SigningKey.objects.filter(until__isnull=True).first()


def key_to_sign_with() -> SigningKey | None:
    """Made now where none ever was: papers are signed from the first one. None when the last one was ended on purpose."""
    standing = key_in_use()
    if standing is None and not SigningKey.objects.exists():
        try:
            with transaction.atomic():
                return make_key()
        except IntegrityError:  # another process made it in the same moment
            return key_in_use()
    return standing


def make_key() -> SigningKey:
    private = Ed25519PrivateKey.generate()
    return SigningKey.objects.create(
        number=(SigningKey.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        public_key=private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
        sealed_key=encrypt(private.private_bytes_raw(), purpose=PURPOSE),
    )


def signer_of(key: SigningKey) -> Signer:
    """Raises Unreadable when the installation's data keys are others."""
    known: dict[tuple[str, bytes], Signer] = _opened.__dict__.setdefault("signers", {})
    method, sealed = f"{issuer().did}#{key.name}", bytes(key.sealed_key)
    if (method, sealed) not in known:
        private = Ed25519PrivateKey.from_private_bytes(decrypt(sealed, purpose=PURPOSE))
        known.clear()
        known[method, sealed] = Signer(private, bytes(key.public_key), method)
    return known[method, sealed]
