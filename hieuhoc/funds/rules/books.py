"""Double entry, the smallest that tells what came, what is left and what it was used for.

An amount is in whole đồng; above nought it is a debit, below a credit. The lines of one voucher come to nought. Accounts of a
fund: `money` and `goods` (what it has), `raised` (what was given), `used` (what it was spent on), `moved` (over to or from
another fund).

Legal source: Law on Accounting 88/2015/QH13, articles 13 and 27 (entries are never struck out, mistakes are put right by entries
of their own; closed periods stay closed).
"""

from collections.abc import Iterable

MONEY, GOODS, RAISED, USED, MOVED = "money", "goods", "raised", "used", "moved"
HELD = (MONEY, GOODS)  # never below nought
MOST_AMOUNT = 10**13  # đồng of one voucher: more is a slip of the finger

type Posting = tuple[str, int]


def lines_of_gift(form: str, amount: int) -> list[Posting]:
    """Money and goods are there from now on; labour and a venue are used up as they are given."""
    return [(form if form in HELD else USED, amount), (RAISED, -amount)]


def lines_of_use(form: str, amount: int) -> list[Posting]:
    return [(USED, amount), (form, -amount)]


def lines_of_move(amount: int, *, is_out: bool) -> list[Posting]:
    sign = -1 if is_out else 1
    return [(MONEY, sign * amount), (MOVED, -sign * amount)]


def reversed_lines(lines: Iterable[Posting]) -> list[Posting]:
    return [(account, -amount) for account, amount in lines]
