"""Two records found to be one person, and a wrong join taken apart."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people import joining
from hieuhoc.people.actions.looks import READ, refuse_stranger
from hieuhoc.people.counting import recount_person
from hieuhoc.people.homes import lock, refuse_erased
from hieuhoc.people.kinship import refuse_kin
from hieuhoc.people.leaving import tell_officers
from hieuhoc.people.models import Citizen, Join

JOINED = gettext_lazy("Một hồ sơ nơi khác được gộp vào người của xã")
JOINED_TEXT = gettext_lazy(
    "Xã, phường khác ghi rằng một hồ sơ của họ và một người của xã là một, và đã gộp vào hồ sơ của xã. Xem việc Gộp hai hồ sơ ở"
    " Lịch sử; gộp nhầm thì tách được ở trang của người đó."
)


@transaction.atomic
def join_citizens(kept: Citizen, joined: Citizen, *, reason: str, actor: User | None) -> Join:
    """What hangs on `joined` goes over to `kept`, room by room; the journal of ids takes it apart again. Where `kept` is
    recorded elsewhere, the office there is told, and no sign-in goes over."""
    require(actor, "people.join_citizens", joined)
    refuse_stranger(kept, joined.home_id, actor)
    first, second = (lock(citizen) for citizen in sorted([kept, joined], key=lambda citizen: citizen.pk or 0))
    refuse_kin((first.pk, second.pk), actor)
    is_elsewhere = actor is not None and not actor.has_perm(READ, kept)
    if is_elsewhere and joined.user_id is not None:
        raise Refusal(
            _("Hồ sơ này đang liên kết với một tài khoản; người kia do nơi khác ghi."),
            remedy=_("Gỡ liên kết tài khoản trước rồi gộp."),
            code="linked",
        )
    kept, joined = (first, second) if first.pk == kept.pk else (second, first)
    if kept.pk == joined.pk:
        raise Refusal(_("Đây là cùng một hồ sơ."), code="same_record")
    recount_person(joined, None)
    join = Join.objects.create(
        kept=kept, joined=joined, moved=joining.move_all(kept, joined), reason=reason, made_by=actor
    )
    Citizen.objects.filter(pk=joined.pk).update(joined_into=kept)
    record(
        "people.join_citizens",
        actor=actor,
        subject_kind="citizen",
        subject_id=kept.pk,
        place=kept.home_id,
        changes={"joined": [None, joined.pk], "join": [None, join.pk]},
    )
    recount_person(kept, None)
    if is_elsewhere and kept.home_id is not None:
        tell_officers(kept.home_id, f"people.join.{join.pk}", JOINED, JOINED_TEXT)
    return join


@transaction.atomic
def take_apart_join(join: Join, *, reason: str, actor: User | None) -> Citizen:
    """The joined record is a person of its own again, with the rows it came with. Returns it."""
    require(actor, "people.take_apart_join", join.kept)
    held = Join.objects.select_for_update().get(pk=join.pk)
    if held.undone_at is not None:
        raise Refusal(
            _("Việc gộp này đã được tách lúc {at:%H:%M %d/%m/%Y}.").format(at=timezone.localtime(held.undone_at)),
            code="already_apart",
        )
    later = Join.objects.filter(pk__gt=held.pk, undone_at__isnull=True, joined=held.kept_id)
    if later.exists():
        raise Refusal(
            _("Hồ sơ được giữ lại sau đó đã gộp vào hồ sơ khác."),
            remedy=_("Tách lần gộp sau trước."),
            code="joined_since",
        )
    kept, joined = Citizen.objects.select_for_update().filter(pk__in=[held.kept_id, held.joined_id]).order_by("pk")
    if kept.pk != held.kept_id:
        kept, joined = joined, kept
    refuse_erased(kept)
    refuse_kin((kept.pk, joined.pk), actor)
    recount_person(kept, None)
    Citizen.objects.filter(pk=joined.pk).update(joined_into=None)
    joined.joined_into = None
    joining.move_all_back(kept, joined, held.moved)
    held.undone_at = timezone.now()
    held.save(update_fields=["undone_at"])
    record(
        "people.take_apart_join",
        actor=actor,
        subject_kind="citizen",
        subject_id=kept.pk,
        place=kept.home_id,
        changes={"joined": [joined.pk, None], "join": [held.pk, None]},
        private={"reason": [None, reason]},
        secret=bytes(kept.secret),
    )
    recount_person(joined, None)
    return joined
