"""The number of a decision, from the register of its issuer: with the decision or not at all."""

from dataclasses import replace

from hieuhoc.accounts.models import User
from hieuhoc.documents.actions import NumberWanted, take_number
from hieuhoc.places.models import Place
from hieuhoc.recognition.decisions_on_paper import DECISION
from hieuhoc.recognition.rules import DecisionText


def numbered(
    text: DecisionText, subject: tuple[str, int], place: Place, *, about: str, actor: User | None
) -> DecisionText:
    """With the next number of the register where the officer leaves it to it; given back when the transaction fails.
    `subject`: what is decided on, as the register names it."""
    if not text.takes_number:
        return text
    first, symbol = text.register_wish
    wanted = NumberWanted(
        kind=DECISION,
        issuer=text.issuer,
        symbol=symbol,
        about=about,
        signed_on=text.signed_on,
        signatory_title=text.signatory_title,
        signatory=text.signatory,
        subject_kind=subject[0],
        subject_id=subject[1],
    )
    number = take_number(wanted, place, first=first, actor=actor)
    return replace(text, number=number.text, takes_number=False)
