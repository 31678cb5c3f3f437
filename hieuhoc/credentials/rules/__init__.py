"""What a credential says and how it is signed, in every form it is handed out in. Pure."""

from hieuhoc.credentials.rules.badge import ACHIEVEMENTS, PURPOSES, Badge, badge_document, badge_lines
from hieuhoc.credentials.rules.baking import bake
from hieuhoc.credentials.rules.encoding import base64url, key_tag, multikey
from hieuhoc.credentials.rules.issuer import Issuer, KeyPeriod, did_document, did_of, key_history, title_context
from hieuhoc.credentials.rules.payload import MOST_LETTERS, paper_text
from hieuhoc.credentials.rules.proofs import Signer, signed_document, signed_token
from hieuhoc.credentials.rules.status import LIST_LENGTH, list_of, status_document, status_lines

__all__ = [
    "ACHIEVEMENTS",
    "LIST_LENGTH",
    "MOST_LETTERS",
    "PURPOSES",
    "Badge",
    "Issuer",
    "KeyPeriod",
    "Signer",
    "badge_document",
    "badge_lines",
    "bake",
    "base64url",
    "did_document",
    "did_of",
    "key_history",
    "key_tag",
    "list_of",
    "multikey",
    "paper_text",
    "signed_document",
    "signed_token",
    "status_document",
    "status_lines",
    "title_context",
]
