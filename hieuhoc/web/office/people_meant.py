"""Whom somebody means who types a name or a number, and how a person is told apart from namesakes."""

from hieuhoc.people.matching import owner_of_number
from hieuhoc.people.models import Citizen
from hieuhoc.people.models.citizens import CitizenQuerySet
from hieuhoc.people.rules import NUMBER_LENGTHS, clean_number


def meant(people: CitizenQuerySet, typed: str) -> CitizenQuerySet:
    """Whoever a typed text means: the owner of a whole identity number, else the bearers of the name."""
    number = clean_number(typed)
    if number.isdigit() and len(number) in NUMBER_LENGTHS:
        return people.filter(pk=owner_of_number(number) or 0)
    return people.named(typed)


def described(person: Citizen) -> str:
    """A person in one line: name, birth."""
    return f"{person.name}, {person.birth_text or '–'}"
