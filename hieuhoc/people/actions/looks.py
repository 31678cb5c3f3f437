"""Looking for somebody by number. Whom the officer may not read is "a person recorded elsewhere", unlocked only by number
and name and birth date agreeing; every look is on record at the person, and guesses are few."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.actions import record, record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people import sealing
from hieuhoc.people.matching import owner_of_number
from hieuhoc.people.models import Citizen, Look
from hieuhoc.people.rules import Identity
from hieuhoc.places.models import Place, covers
from hieuhoc.places.reads import ancestors, commune_of

READ, LOOKED = "people.read_citizens", "people.look_up_number"
HOUR = timedelta(hours=1)
BURST = gettext_lazy("Nhiều lần tra số định danh của người ở nơi khác")
BURST_TEXT = gettext_lazy(
    "Tài khoản {username} ({name}) đã tra hơn {most} số định danh của người ở nơi khác trong một giờ mà họ tên hoặc ngày sinh"
    " không khớp. Từ lúc ấy việc tra của tài khoản này bị dừng; hỏi lại xã, xem Lịch sử."
)


@dataclass(frozen=True)
class Sight:
    """One look: at whom, whether what was said agrees, and what was said (sealed)."""

    citizen: int
    agrees: bool
    said: bytes


def known_of(citizen: Citizen) -> Identity:
    return Identity(citizen.name, citizen.birth_date, citizen.birth_year)


def find_by_number(number: str, said: Identity, place: Place, *, actor: User | None) -> Citizen | None:
    """Whose number it is, as far as the officer may know; None = nobody's. `number` is cleaned.

    Raises Refusal when the number is on record with another name or birth date: that is not this person. Not one
    transaction: the look stays on record when the answer is a refusal."""
    citizen = Citizen.objects.filter(pk=owner_of_number(number) or 0).first()
    if citizen is None or actor is None:
        return citizen
    agrees = said.agrees_with(known_of(citizen))
    if actor.has_perm(READ, citizen):
        if not agrees:
            raise another_person()
        return citizen
    office = office_of(place.pk)
    refuse_many_looks(office, actor=actor)
    agrees = agrees or was_answered(citizen.pk, place.pk)
    look_up_number([Sight(citizen.pk, agrees, sealing.seal_said(said))], office, actor=actor)
    if not agrees:
        raise recorded_elsewhere()
    return citizen


@transaction.atomic
def look_up_number(sights: Sequence[Sight], place_id: int, *, actor: User | None) -> None:
    """Keeps the looks, and writes each into the list of readings of the person looked at."""
    rows = [
        Look(citizen_id=sight.citizen, officer=actor, place_id=place_id, agrees=sight.agrees, said=sight.said)
        for sight in sights
    ]
    Look.objects.bulk_create(rows, batch_size=2_000)
    for sight in sights:
        record_reading(
            LOOKED, actor=actor, subject_kind="citizen", subject_id=sight.citizen, place=place_id, person_count=1
        )


def refuse_many_looks(place_id: int, *, actor: User) -> None:
    """Past the limit of an hour nothing more is answered, and the province is told once an hour."""
    since = timezone.now() - HOUR
    missed = Look.objects.filter(officer=actor, looked_at__gt=since, agrees=False).count()
    if missed < settings.LOOKS_PER_HOUR:
        return
    _tell_of_burst(place_id, actor)
    raise Refusal(
        _(
            "Đã tra quá nhiều số định danh của người ở nơi khác mà họ tên hoặc ngày sinh không khớp; cấp tỉnh đã được báo."
        ),
        remedy=_("Xem lại danh sách; một giờ sau thử lại, hoặc hỏi xã đang ghi những người ấy."),
        code="too_many_looks",
    )


def unlocked(citizen: Citizen, place_id: int | None, user: User) -> bool:
    """May this officer act on somebody recorded elsewhere: a look of the last hour agreed, or the other office said so."""
    looks = Look.objects.filter(citizen=citizen, officer=user, agrees=True, looked_at__gt=timezone.now() - HOUR)
    return looks.exists() or (place_id is not None and was_answered(citizen.pk, place_id))


def refuse_stranger(citizen: Citizen, place_id: int | None, user: User | None) -> None:
    """Raises Refusal for somebody the officer may neither read nor has shown to know."""
    if user is not None and not user.has_perm(READ, citizen) and not unlocked(citizen, place_id, user):
        raise recorded_elsewhere()


def was_answered(citizen: int, place_id: int) -> bool:
    return citizen in answered([citizen], office_of(place_id))


def office_of(place_id: int) -> int:
    """A village asks and is answered as its commune."""
    return commune_of(place_id, timezone.localdate()) or place_id


def answered(citizens: Collection[int], place_id: int) -> set[int]:
    """Of these people, whom the office that holds the record has said to be the person meant, within the last month."""
    since = timezone.now() - timedelta(days=30)
    rows = Look.objects.filter(
        citizen__in=citizens, place=place_id, answer=Look.Answer.SAME, answered_at__gt=since
    ).values_list("citizen", flat=True)
    return set(rows)


def recorded_elsewhere() -> Refusal:
    return Refusal(
        _("Số định danh này đang ghi cho một người ở nơi khác; họ tên hoặc ngày sinh không khớp."),
        remedy=_("Xem lại số, họ tên, ngày sinh trên thẻ. Vẫn đúng thì hỏi nơi đang ghi, ở mục Người ghi ở nơi khác."),
        code="recorded_elsewhere",
    )


def another_person() -> Refusal:
    return Refusal(
        _("Số định danh này đang ghi cho một người khác họ tên hoặc ngày sinh."),
        remedy=_("Tìm theo số định danh để xem người đó; nếu hồ sơ sai thì sửa ở đó."),
        code="number_of_another",
    )


@transaction.atomic
def _tell_of_burst(place_id: int, actor: User) -> None:
    hour = f"{timezone.now():%Y%m%d%H}"
    key = f"people.burst.{actor.pk}.{hour}"
    if Message.objects.filter(key__startswith=f"{key}.").exists():
        return
    record("people.exceed_looks", actor=actor, subject_kind="user", subject_id=actor.pk, place=place_id)
    today = timezone.localdate()
    above = [place_id, *ancestors(place_id, today)]
    province = Grant.objects.filter(covers(today), role=Role.PROVINCE, place__in=above, user__is_active=True)
    body = format_lazy(BURST_TEXT, username=actor.username, name=actor.full_name, most=settings.LOOKS_PER_HOUR)
    for grant in province.select_related("user").distinct():
        send(Message.Channel.IN_APP, recipient=grant.user, subject=BURST, body=body, key=f"{key}.{grant.user_id}")
