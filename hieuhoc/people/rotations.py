"""Numbers, contacts, and the candidates of ambiguous rows of a roster. Blind indexes stay as they are."""

from hieuhoc.audit.rotation import Rotation, SealedColumn
from hieuhoc.people.rosters.match import CANDIDATES
from hieuhoc.people.sealing import EMAIL, NUMBER, PHONE, SAID

ROTATIONS: list[Rotation] = [
    SealedColumn("people_identitynumber", "number", NUMBER),
    SealedColumn("people_citizen", "phone", PHONE),
    SealedColumn("people_citizen", "email", EMAIL),
    SealedColumn("people_look", "said", SAID),
    SealedColumn("sheets_problem", "detail", CANDIDATES),
]
