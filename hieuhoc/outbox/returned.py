"""Mails that come back: the mail server puts them into a Maildir, and what they say of ours is noted (RFC 3464)."""

import mailbox
import re
from email.message import Message as Mail
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hieuhoc.outbox.delivery import NOTHING_KEPT
from hieuhoc.outbox.models import Message

OURS = re.compile(r"^message-id:\s*<([^<>@\s]{1,120})@", re.IGNORECASE | re.MULTILINE)
FAILED = re.compile(r"^action:\s*failed\b", re.IGNORECASE | re.MULTILINE)
STATUS = re.compile(r"^status:\s*(5\.\d{1,3}\.\d{1,3})\b", re.IGNORECASE | re.MULTILINE)
MOST_AT_ONCE = 1_000


def take_returned_mails() -> int:
    """How many of ours came back for good. What was looked at is removed."""
    if not settings.RETURNED_MAILS or not Path(settings.RETURNED_MAILS).is_dir():
        return 0
    box = mailbox.Maildir(settings.RETURNED_MAILS, create=False)
    count = 0
    for name in sorted(box.keys())[:MOST_AT_ONCE]:
        told = returned(box[name])
        if told is not None:
            count += note_returned(*told)
        box.remove(name)
    return count


def returned(mail: Mail) -> tuple[str, str] | None:
    """(local part of our Message-ID, status) of a report that a mail cannot be delivered; None for anything else: a delay, an
    answer, an advertisement."""
    if mail.get_content_type() != "multipart/report":
        return None
    texts = {part.get_content_type(): part.as_string() for part in mail.walk() if not _is_report(part)}
    report = texts.get("message/delivery-status", "")
    original = texts.get("message/rfc822", "") or texts.get("text/rfc822-headers", "")
    ours = OURS.search(original)
    if ours is None or not FAILED.search(report):
        return None
    status = STATUS.search(report)
    return ours[1], status[1] if status else "5.0.0"


def note_returned(local: str, status: str) -> int:
    """`local`: of the Message-ID: the key (mail.message_id)."""
    rows = Message.objects.filter(key=local, channel=Message.Channel.MAIL, failed_at=None)
    return rows.update(failed_at=timezone.now(), last_error=f"returned {status}", **NOTHING_KEPT)


def _is_report(part: Mail) -> bool:
    return part.get_content_type() == "multipart/report"
