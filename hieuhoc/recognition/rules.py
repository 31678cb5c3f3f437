"""What a proposal list, a decision and a recognition of a group need, and how papers name files. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hieuhoc.documents.rules import number_wish

CHANGEABLE = frozenset({"draft", "returned"})


def may_change_list(status: str) -> bool:
    return status in CHANGEABLE


def may_decide(status: str) -> bool:
    return status == "sent"


def may_object(
    *, result_at: datetime, until: date, today: date, is_waiting: bool, answered: Sequence[datetime]
) -> bool:
    """To a result that nobody was answered about yet, once, until the last day."""
    is_answered = any(moment >= result_at for moment in answered)
    return today <= until and not is_waiting and not is_answered


@dataclass(frozen=True)
class DecisionText:
    """What an officer enters: a decision of the issuer by that number, signed on that day. `takes_number`: the register
    gives it; `number` then says its ending ("/QĐ-UBND"), and where the year begins while the register has none ("113/QĐ-UBND").
    """

    number: str
    signed_on: date
    issuer: str
    signatory: str
    signatory_title: str
    legal_basis: str
    takes_number: bool = False

    def cleaned(self) -> "DecisionText":
        return DecisionText(
            number=" ".join(self.number.split()),
            signed_on=self.signed_on,
            issuer=" ".join(self.issuer.split()),
            signatory=" ".join(self.signatory.split()),
            signatory_title=" ".join(self.signatory_title.split()),
            legal_basis=self.legal_basis.strip(),
            takes_number=self.takes_number,
        )

    @property
    def register_wish(self) -> tuple[int | None, str]:
        """(where the year begins or None, what follows the number)."""
        return number_wish(self.number)


def decision_gaps(text: DecisionText, *, today: date, year: int) -> tuple[str, ...]:
    """Codes of what is missing or impossible; a title counts for its round's year whatever the decision's later
    date."""
    gaps = [
        name for name in ("number", "issuer", "signatory", "signatory_title", "legal_basis") if not getattr(text, name)
    ]
    if text.takes_number:
        gaps += [] if text.register_wish[1] or not text.number else ["symbol"]
    elif text.number and not any(sign.isdigit() for sign in text.number):
        gaps.append("number_without_digits")  # only the ending that the form starts with
    if text.signed_on > today:
        gaps.append("signed_in_future")
    if text.signed_on.year < year:
        gaps.append("signed_before_year")
    return tuple(gaps)


def group_gaps(
    *, status: str, decision_number: str, decided_on: date | None, year: int, today: date, subject_count: int = 1
) -> tuple[str, ...]:
    """Shared by the form and the sheet: a recognition names its decision, and lies neither in the future nor before
    its year."""
    gaps = []
    if subject_count != 1:
        gaps.append("exactly_one_subject")
    if not 2000 <= year <= today.year:
        gaps.append("year")
    if status == "recognised" and not decision_number.strip():
        gaps.append("decision_number")
    if decided_on is not None and decided_on > today:
        gaps.append("decided_in_future")
    if decided_on is not None and decided_on.year < year:
        gaps.append("decided_before_year")
    return tuple(gaps)


def file_stem(words: str) -> str:
    """Small letters, digits and hyphens: what every system unpacks. `words` without tone marks."""
    return "-".join(re.findall(r"[a-z0-9]+", words.lower()))[:80]


def numbered_files(stems: Sequence[str]) -> list[str]:
    """ "001-h-lan-nie.pdf" …: numbered in their order, so that no two are the same."""
    width = max(3, len(str(len(stems))))
    return [f"{number:0{width}d}-{stem}".rstrip("-") + ".pdf" for number, stem in enumerate(stems, start=1)]
