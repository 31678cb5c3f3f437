"""What the person looking at a record may do next, as its page offers it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NextDeed:
    name: str
    text: str
    icon: str
    url: str
