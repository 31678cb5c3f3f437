"""The deeds about personal data as such, one file per noun."""

from hieuhoc.privacy.actions.consents import give_consent, withdraw_consent
from hieuhoc.privacy.actions.data_requests import (
    answer_data_request,
    ask_data_request,
    extend_data_request,
    settle_data_request,
)
from hieuhoc.privacy.actions.days_off import remove_day_off, set_day_off
from hieuhoc.privacy.actions.erasures import (
    ask_erasure,
    carry_out_erasure,
    decline_erasure,
    repeat_erasure,
)
from hieuhoc.privacy.actions.periods import purge_kind, set_period

__all__ = [
    "answer_data_request",
    "ask_data_request",
    "ask_erasure",
    "carry_out_erasure",
    "decline_erasure",
    "extend_data_request",
    "give_consent",
    "purge_kind",
    "remove_day_off",
    "repeat_erasure",
    "set_day_off",
    "set_period",
    "settle_data_request",
    "withdraw_consent",
]
