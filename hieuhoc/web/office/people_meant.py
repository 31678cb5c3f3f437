"""Whom somebody means who types a name, a number, a telephone or a household's code, and how namesakes are told apart."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from hieuhoc.lib.phones import phones_in
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import nfc
from hieuhoc.people import sealing
from hieuhoc.people.matching import owner_of_number
from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.people.models.citizens import CitizenQuerySet
from hieuhoc.people.rules import NUMBER_LENGTHS, clean_number
from hieuhoc.web.choices import full_titles
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number

MOST = 200  # who shares a telephone or a household


def meant(people: CitizenQuerySet, typed: str, scope: Scope) -> CitizenQuerySet:
    """Whoever a typed text means: the owner of a whole identity number, who has that telephone, the members of the family
    of that code within the scope; else the bearers of the name. No name has a digit in it."""
    if not any(letter.isdigit() for letter in typed):
        return people.named(typed)
    return people.filter(pk__in=_numbered(typed) | _phoned(typed) | _of_household(typed, scope))


def _numbered(typed: str) -> set[int]:
    digits = clean_number(typed)
    owner = owner_of_number(digits) if digits.isdigit() and len(digits) in NUMBER_LENGTHS else None
    return set() if owner is None else {owner}


def _phoned(typed: str) -> set[int]:
    indexes = [sealing.phone_index(phone) for phone in phones_in(typed)]
    if not indexes:
        return set()
    return set(Citizen.objects.filter(phone_index__in=indexes).values_list("pk", flat=True)[:MOST])


def _of_household(typed: str, scope: Scope) -> set[int]:
    """Codes as lists write them: with capitals or without."""
    code = nfc(typed)
    codes = {code, code.upper(), code.lower()}
    families = Group.objects.within(scope).open().filter(kind=Group.Kind.FAMILY, code__in=codes)
    held = Membership.objects.open().filter(group__in=families)
    return set(held.values_list("citizen", flat=True)[:MOST])


def described_each(people: Collection[Citizen]) -> dict[int, str]:
    """Each person in one line, with what tells namesakes apart: name, birth, where they live."""
    homes = full_titles(person.home_id for person in people)
    lines = {person.pk: (described(person), homes.get(person.home_id or 0, "")) for person in people}
    return {pk: f"{line} — {home}" if home else line for pk, (line, home) in lines.items()}


def is_looking(request: Request, chosen: str) -> bool:
    """The first of two steps: somebody was looked for and nobody is chosen yet (field `chosen`). No mistake was made."""
    return request.method == "POST" and not request.POST.get(chosen)


def as_typed(request: Request) -> dict[str, str]:
    """What was sent, for a form that is shown again without having been wrong."""
    return {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}


def how_many_found(people: Collection[Citizen]) -> str:
    if not people:
        return _("Không có ai như vậy trong địa bàn. Thử một phần của tên, hoặc số định danh.")
    return _("%(count)s người khớp. Chọn đúng người ở dưới.") % {"count": number(len(people))}


def described(person: Citizen) -> str:
    """A person in one line: name, birth."""
    return f"{person.name}, {person.birth_text or '–'}"
