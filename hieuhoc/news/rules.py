"""What a campaign may say and by which way. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_LETTERS, MOST_SHORT = 3_000, 300
MOST_IN_ARTICLE = 30_000
MOST_IMAGES = 12
# The first of them that is possible: what reaches a person soonest and costs least; the inbox last, it waits to be looked at.
ORDER = ("push", "mail", "sms", "in_app")
WITH_SHORT = frozenset({"push", "sms"})


def in_order(channels: Iterable[str]) -> list[str]:
    chosen = set(channels)
    return [channel for channel in ORDER if channel in chosen]


@dataclass(frozen=True)
class MessageText:
    """What one person gets: the text, where it leads, how it ends such messages."""

    subject: str
    body: str


def worded(
    channel: str, *, title: str, text: str, short: str, link: str, stop_url: str, stop_words: str
) -> MessageText:
    """A telephone gets the short text; push carries its link beside it."""
    if channel == "push":
        return MessageText(title, short)
    if channel == "sms":
        return MessageText(title, " ".join(filter(None, [short, link, f"{stop_words} {stop_url}" if stop_url else ""])))
    parts = [text, link]
    if channel == "mail" and stop_url:
        parts.append(f"--\n{stop_words}\n{stop_url}")
    return MessageText(title, "\n\n".join(filter(None, parts)))
