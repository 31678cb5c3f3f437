"""Days nobody works, and those worked instead: what the Prime Minister's yearly notice says, entered by the province."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.privacy.clocks import SATURDAY
from hieuhoc.privacy.models import DayOff


@transaction.atomic
def set_day_off(*, on: date, name: str, is_worked: bool, basis: str, actor: User | None) -> DayOff:
    """A day that is there already is described anew."""
    require(actor, "privacy.set_day_off")
    if is_worked and on.weekday() < SATURDAY:
        raise Refusal(
            _("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật."),
            remedy=_("Xem lại ngày trong thông báo."),
            code="worked_anyway",
        )
    day, _is_new = DayOff.objects.update_or_create(
        on=on, defaults={"name": name, "is_worked": is_worked, "basis": basis, "set_by": actor}
    )
    record(
        "privacy.set_day_off",
        actor=actor,
        subject_kind="day_off",
        subject_id=day.pk,
        changes={"on": [None, on], "is_worked": [None, is_worked], "basis": [None, basis]},
    )
    return day


@transaction.atomic
def remove_day_off(day: DayOff, *, actor: User | None) -> None:
    """Entered by mistake, or moved by a later notice."""
    require(actor, "privacy.remove_day_off")
    record(
        "privacy.remove_day_off",
        actor=actor,
        subject_kind="day_off",
        subject_id=day.pk,
        changes={"on": [day.on, None]},
    )
    day.delete()
