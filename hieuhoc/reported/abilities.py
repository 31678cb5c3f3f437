"""Who types figures, hands them in and accepts them. Everybody in an office reads what was reported."""

from hieuhoc.accounts.abilities import OFFICES, PROVINCE_ONLY
from hieuhoc.accounts.roles import Role

ROLES: dict[str, frozenset[Role]] = {
    "reported.read_figures": OFFICES | {Role.EDUCATION, Role.VIEWER},
    "reported.open_period": OFFICES,
    "reported.enter_figure": OFFICES,
    "sheets.import_reported_figures": OFFICES,
    "reported.hand_in_period": OFFICES,
    "reported.accept_period": PROVINCE_ONLY,
    "reported.return_period": PROVINCE_ONLY,
    "reported.correct_figure": PROVINCE_ONLY,
    "reported.explain_difference": OFFICES,
}
