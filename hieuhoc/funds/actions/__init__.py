"""The deeds of funds: opening them, gifts, uses, the books."""

from hieuhoc.funds.actions.books import close_books, transfer_money
from hieuhoc.funds.actions.funds import NewFund, change_fund, open_fund
from hieuhoc.funds.actions.gifts import (
    NewGift,
    change_consents,
    pledge_gift,
    receive_gift,
    receive_gifts,
    reverse_gift,
    withdraw_gift,
)
from hieuhoc.funds.actions.moves import move_fund
from hieuhoc.funds.actions.statements import import_statement, pass_over_line, settle_line, take_line
from hieuhoc.funds.actions.thanks import halt_thanks, note_letters, thank_givers
from hieuhoc.funds.actions.uses import (
    WantedUse,
    approve_use,
    ask_use,
    pay_use,
    prove_use,
    refuse_use,
    reverse_use,
)

__all__ = [
    "NewFund",
    "NewGift",
    "WantedUse",
    "approve_use",
    "ask_use",
    "change_consents",
    "change_fund",
    "close_books",
    "halt_thanks",
    "import_statement",
    "move_fund",
    "note_letters",
    "open_fund",
    "pass_over_line",
    "pay_use",
    "pledge_gift",
    "prove_use",
    "receive_gift",
    "receive_gifts",
    "refuse_use",
    "reverse_gift",
    "reverse_use",
    "settle_line",
    "take_line",
    "thank_givers",
    "transfer_money",
    "withdraw_gift",
]
