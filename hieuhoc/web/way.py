"""The way of a review chain as a picture of steps, for the office and for the person it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from hieuhoc.chains.rules import ChainStep
from hieuhoc.chains.sentences import WHO_WORDS, step_sentences
from hieuhoc.chains.shipped import shipped_english
from hieuhoc.web.ui.wording import worded


@dataclass(frozen=True)
class DrawnStep:
    """`stage`: "done", "now" or "later"; all "later" where nothing stands in the way."""

    position: int
    name: str
    who: str
    sentences: Sequence[str]
    stage: str


def picture(steps: Sequence[ChainStep], position: int = 0) -> list[DrawnStep]:
    """`position` of the step that is waited for; 0: none."""
    return [
        DrawnStep(
            number,
            worded(step.name, shipped_english()),
            _begun(str(WHO_WORDS[step.who])),
            step_sentences(step),
            "now" if number == position else "done" if number < position else "later",
        )
        for number, step in enumerate(steps, start=1)
    ]


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
