"""A passkey as a device would have made it, for pages that show or ask for one; nobody holds its private half."""

from hashlib import sha256
from secrets import token_bytes

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from hieuhoc.accounts.models import User

SITE = "localhost"
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT


def give_passkey(user: User, name: str) -> Authenticator:
    number = token_bytes(16)
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())  # type: ignore[no-untyped-call]
    made = AttestedCredentialData.create(b"\0" * 16, number, public)
    data = AuthenticatorData.create(sha256(SITE.encode()).digest(), PRESENT_AND_VERIFIED, 0, bytes(made))
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, token_bytes(32), f"http://{SITE}")
    key = {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return WebAuthn.add(user, name, key).instance
