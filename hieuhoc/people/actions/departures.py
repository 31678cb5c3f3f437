"""A move that another commune recorded: contested by the one that was left, settled by the province."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen, Departure, Residence
from hieuhoc.places.models import covers
from hieuhoc.places.reads import ancestors

CONTESTED = gettext_lazy("Việc ghi một người chuyển đến bị phản đối")
CONTESTED_TEXT = gettext_lazy(
    "Nơi người đó ở trước nói việc chuyển không đúng. Cấp tỉnh xem ở mục Người chuyển đi và phân xử."
)
SETTLED = gettext_lazy("Đã phân xử việc ghi một người chuyển đi")
STANDS_TEXT = gettext_lazy("Cấp tỉnh xem lại: việc chuyển giữ nguyên.")
BACK_TEXT = gettext_lazy("Cấp tỉnh xem lại: người đó được ghi lại ở nơi cũ.")


@transaction.atomic
def contest_departure(departure: Departure, *, reason: str, actor: User | None) -> Departure:
    require(actor, "people.contest_departure", departure)
    departure = Departure.objects.select_for_update().get(pk=departure.pk)
    if departure.contested_at is not None:
        return departure
    if not departure.is_contestable:
        raise Refusal(_("Đã quá hạn phản đối."), remedy=_("Hỏi cấp tỉnh."), code="too_late")
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do phản đối."), code="no_reason")
    departure.contested_at, departure.contested_by, departure.reason = timezone.now(), actor, reason.strip()
    departure.save(update_fields=["contested_at", "contested_by", "reason"])
    _record("people.contest_departure", departure, actor)
    for role, place_id in ((Role.COMMUNE, departure.entered_id), (Role.PROVINCE, departure.place_id)):
        _tell(departure, role, place_id, "contested", CONTESTED, CONTESTED_TEXT)
    return departure


@transaction.atomic
def settle_departure(departure: Departure, *, takes_back: bool, actor: User | None) -> Departure:
    """The move stands, or it is taken back as if it had not been recorded."""
    require(actor, "people.settle_departure", departure)
    departure = Departure.objects.select_for_update().get(pk=departure.pk)
    if not departure.waits:
        raise Refusal(_("Việc này không chờ phân xử."), code="not_waiting")
    if actor is not None and actor.pk in (departure.recorded_by_id, departure.contested_by_id):
        raise Refusal(
            _("Người đã ghi chuyển hoặc phản đối không tự phân xử."), remedy=_("Để cán bộ khác phân xử."), code="own"
        )
    if takes_back:
        _take_back(departure)
    departure.settled_at, departure.is_taken_back = timezone.now(), takes_back
    departure.save(update_fields=["settled_at", "is_taken_back"])
    _record("people.settle_departure", departure, actor)
    body = BACK_TEXT if takes_back else STANDS_TEXT
    for place_id in (departure.place_id, departure.entered_id):
        _tell(departure, Role.COMMUNE, place_id, f"settled.{place_id}", SETTLED, body)
    return departure


def _take_back(departure: Departure) -> None:
    """The residence that ended goes on; the one entered is taken out. Only while nothing came after it."""
    citizen = lock(departure.citizen)
    left = Residence.objects.get(pk=departure.left_id)
    entered = Residence.objects.filter(citizen=citizen, until__isnull=True).first()
    if entered is None or left.until is None or entered.since != left.until:
        raise Refusal(
            _("Sau đó người này đã có nơi ở khác."),
            remedy=_("Ghi nhận nơi ở đúng ở hồ sơ của người đó."),
            code="moved_on",
        )
    since = left.until
    recount_person(citizen, since)
    entered.delete()
    left.until = None
    left.save(update_fields=["until"])
    Citizen.objects.filter(pk=citizen.pk).update(home_id=left.place_id)
    citizen.home_id = left.place_id
    recount_person(citizen, since)


def _tell(departure: Departure, role: str, place_id: int, occasion: str, subject: Promise, body: Promise) -> None:
    today = timezone.localdate()
    above = [place_id, *ancestors(place_id, today)]
    grants = Grant.objects.filter(covers(today), role=role, place__in=above, user__is_active=True)
    for user in User.objects.filter(pk__in=grants.values("user")):
        key = f"people.departure.{departure.pk}.{occasion}.{user.pk}"
        send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=key)


def _record(deed: str, departure: Departure, actor: User | None) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=departure.citizen_id,
        place=departure.place_id,
        changes={"departure": [None, departure.pk], "is_taken_back": [None, departure.is_taken_back]},
    )
