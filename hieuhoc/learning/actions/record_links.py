"""A link to one's learning record: made for some days, taken back at any moment."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.learning.models import RecordLink
from hieuhoc.learning.models.record_links import hashed
from hieuhoc.learning.own_rules import LONGEST_DAYS, MOST_LINKS, TOKEN_BYTES
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen


@dataclass(frozen=True)
class NewRecordLink:
    """What it shows, until the end of which day; `name`: whom it is for."""

    until: date
    shows_titles: bool = True
    shows_activities: bool = True
    shows_own: bool = True
    name: str = ""


@transaction.atomic
def make_record_link(citizen: Citizen, new: NewRecordLink, *, actor: User | None) -> str:
    """The token, told once: only its hash is kept."""
    require(actor, "learning.make_record_link", RecordLink(citizen=citizen))
    citizen, today = lock(citizen), timezone.localdate()
    _refuse(new, today)
    if RecordLink.objects.filter(citizen=citizen).standing(today).count() >= MOST_LINKS:
        raise Refusal(
            _("Đang có %(count)s đường dẫn còn mở được.") % {"count": MOST_LINKS},
            remedy=_("Rút bớt đường dẫn không cần nữa."),
            code="too_many_links",
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = RecordLink(citizen=citizen, token_hash=hashed(token), name=" ".join(new.name.split()), until=new.until)
    link.shows_titles, link.shows_activities, link.shows_own = new.shows_titles, new.shows_activities, new.shows_own
    link.save()
    _record("learning.make_record_link", link, actor, "made")
    return token


@transaction.atomic
def withdraw_record_link(link: RecordLink, *, actor: User | None) -> None:
    """It opens nothing from now on; taken back twice is once."""
    require(actor, "learning.withdraw_record_link", link)
    link = RecordLink.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=link.pk)
    if link.withdrawn_at is not None:
        return
    link.withdrawn_at = timezone.now()
    link.save(update_fields=["withdrawn_at"])
    _record("learning.withdraw_record_link", link, actor, "withdrawn")


def _refuse(new: NewRecordLink, today: date) -> None:
    if not (new.shows_titles or new.shows_activities or new.shows_own):
        raise Refusal(_("Chưa chọn điều nào để cho xem."), remedy=_("Chọn ít nhất một phần."), code="nothing_shown")
    if not today <= new.until <= today + timedelta(days=LONGEST_DAYS):
        raise Refusal(
            _("Ngày cuối phải từ hôm nay, trong vòng một năm."), remedy=_("Chọn ngày khác."), code="wrong_days"
        )


def _record(deed: str, link: RecordLink, actor: User | None, change: str) -> None:
    """Whom it is for stays out of the audit."""
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=link.citizen_id,
        place=link.citizen.home_id,
        changes={"record_link": [None, change], "until": [None, link.until]},
    )
