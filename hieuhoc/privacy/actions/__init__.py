"""The deeds about personal data as such, one file per noun."""

from hieuhoc.privacy.actions.consents import give_consent, withdraw_consent
from hieuhoc.privacy.actions.erasures import (
    ask_erasure,
    carry_out_erasure,
    decline_erasure,
    repeat_erasure,
)
from hieuhoc.privacy.actions.periods import purge_kind, set_period

__all__ = [
    "ask_erasure",
    "carry_out_erasure",
    "decline_erasure",
    "give_consent",
    "purge_kind",
    "repeat_erasure",
    "set_period",
    "withdraw_consent",
]
