"""Who keeps the funds of a place: its office. Whoever asks for a use does not approve it (`actions.uses`)."""

from hieuhoc.accounts.abilities import OFFICES
from hieuhoc.accounts.roles import Role

ROLES: dict[str, frozenset[Role]] = {
    "funds.read_funds": OFFICES,
    "funds.open_fund": OFFICES,
    "funds.change_fund": OFFICES,
    "funds.close_books": OFFICES,
    "funds.transfer_money": OFFICES,
    "funds.move_fund": OFFICES,
    "funds.pledge_gift": OFFICES,
    "funds.receive_gift": OFFICES,
    "funds.receive_gifts": OFFICES,
    "funds.withdraw_gift": OFFICES,
    "funds.reverse_gift": OFFICES,
    "funds.change_consents": OFFICES,
    "funds.thank_givers": OFFICES,
    "funds.halt_thanks": OFFICES,
    "funds.note_letters": OFFICES,
    "funds.import_statement": OFFICES,
    "funds.settle_line": OFFICES,
    "funds.take_line": OFFICES,
    "funds.pass_over_line": OFFICES,
    "funds.ask_use": OFFICES,
    "funds.approve_use": OFFICES,
    "funds.refuse_use": OFFICES,
    "funds.pay_use": OFFICES,
    "funds.prove_use": OFFICES,
    "funds.reverse_use": OFFICES,
    "sheets.import_gifts": OFFICES,
}
