"""What rooms above put on and into a certificate: a signed text behind the link of its QR code, files inside its PDF.

A room contributes `hieuhoc/<room>/enclosures.py` with

    enclose(certificates, decision, *, with_files) -> Mapping[int, Enclosure]     # certificate (pk) -> what goes with it

called in the transaction in which the papers are drawn; certificates come with `title__citizen` joined.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:  # the registry is filled before there are models
    from hieuhoc.recognition.models import Certificate, Decision


@dataclass(frozen=True)
class EnclosedFile:
    name: str
    media_type: str
    description: str
    text: str


@dataclass(frozen=True)
class Enclosure:
    """`payload`: letters that a web address may hold, behind # of the link; "" = the link alone."""

    payload: str = ""
    files: tuple[EnclosedFile, ...] = ()


class RoomEnclosing(Protocol):
    def enclose(
        self, certificates: "Sequence[Certificate]", decision: "Decision", *, with_files: bool
    ) -> Mapping[int, Enclosure]: ...


registry: dict[str, RoomEnclosing] = {}
NOTHING = Enclosure()


def add_room(room: str, module: ModuleType) -> None:
    registry[room] = cast(RoomEnclosing, module)


def enclosed(
    certificates: "Sequence[Certificate]", decision: "Decision", *, with_files: bool
) -> Mapping[int, Enclosure]:
    """Of every certificate. More than one room with a payload would need more than one QR code: the last one's counts."""
    answer = {certificate.pk: NOTHING for certificate in certificates}
    for room in registry.values():
        answer.update(room.enclose(certificates, decision, with_files=with_files))
    return answer
