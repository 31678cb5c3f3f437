"""What happened to a dossier: its own deeds and those that touched many (imports, lists, decisions), with a way to them."""

from django.utils.translation import gettext as _

from hieuhoc.assessment.actions.concurrency import SUBJECT
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.models import Entry
from hieuhoc.audit.reads import history_of
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject, subjects_of
from hieuhoc.web.ui.shapes import Event

SHOWN = 30
NOWHERE = NamedSubject("", "")


def events_of(request: Request, dossier: Dossier) -> list[Event]:
    """Newest first."""
    entries = list(history_of(SUBJECT, dossier.pk)[:SHOWN])
    came_along = subjects_of(request, [entry for entry in entries if entry.subject_kind != SUBJECT])
    return [_event(entry, came_along.get(entry.pk, NOWHERE)) for entry in entries]


def _event(entry: Entry, subject: NamedSubject) -> Event:
    words = dict(Dossier.Status.choices)
    before, after = _pair(entry, "status")
    others = entry.rows_touched - 1
    return Event(
        who=entry.actor.get_full_name() if entry.actor else _("Hệ thống"),
        at=entry.at,
        what=deed_words(entry.deed),
        changes=[(_("Trạng thái"), str(words.get(before, "")), str(words[after]))] if after in words else (),
        note=_("Cùng lúc với %(count)d hồ sơ khác.") % {"count": others} if others > 0 else "",
        about=subject.name,
        url=subject.url,
    )


def _pair(entry: Entry, key: str) -> tuple[str, str]:
    """Old and new value, of deeds on dossiers: a list has states of its own."""
    pair = (entry.changes or {}).get(key) if entry.subject_kind == SUBJECT else None
    return (str(pair[0] or ""), str(pair[1] or "")) if pair else ("", "")
