"""Giving and ending roles."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import require, roles_reaching
from hieuhoc.accounts.rules import may_give
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place


@transaction.atomic
def grant_role(
    user: User,
    role: str,
    place: Place,
    *,
    since: date,
    until: date | None = None,
    actor: User | None,
) -> Grant:
    """From today on at the earliest, to somebody else, and never a role above one's own."""
    require(actor, "accounts.grant_role", place)
    _refuse_giving(user, role, place, actor)
    refuse_spell(since, until, may_date_back=actor is None)
    grant, is_new = Grant.objects.get_or_create(
        user=user,
        role=Role(role),
        place=place,
        since=since,
        defaults={"until": until, "given_by": actor},
    )
    if is_new:
        record(
            "accounts.grant_role",
            actor=actor,
            subject_kind="user",
            subject_id=user.pk,
            place=place.pk,
            changes={
                "role": [None, role],
                "since": [None, since],
                "until": [None, until],
            },
        )
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, on: date, actor: User | None) -> Grant:
    """The role ends on that day; what was delegated from it ends with it (accounts.reads.grants_on)."""
    require(actor, "accounts.grant_role", grant.place)
    if actor is not None:
        _refuse_ending_the_last(grant, on)
    return end_spell("accounts.end_grant", grant, on, actor)


def _refuse_ending_the_last(grant: Grant, on: date) -> None:
    """Somebody must be left who manages accounts for the province. Two who end each other's role wait for each other."""
    if grant.role != Role.PROVINCE or grant.delegated_from_id is not None:
        return
    Place.objects.select_for_update(no_key=True).get(pk=grant.place_id)
    others = Grant.objects.filter(role=Role.PROVINCE, place=grant.place_id, delegated_from__isnull=True)
    others = others.filter(user__is_active=True, since__lte=on).exclude(pk=grant.pk)
    if not others.filter(Q(until__isnull=True) | Q(until__gt=on)).exists():
        raise Refusal(
            _("Đây là người quản lý tài khoản cuối cùng của tỉnh; kết thúc thì không ai trao vai trò được nữa."),
            remedy=_("Trao vai trò cấp tỉnh cho người khác trước."),
            code="last_manager",
        )


def end_spell(deed: str, grant: Grant, on: date, actor: User | None) -> Grant:
    """One that had not begun by then is taken out."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.until is not None and grant.until <= on:
        return grant
    if actor is not None and on < timezone.localdate():
        raise Refusal(_("Ngày kết thúc phải từ hôm nay trở đi."), code="dated_back")
    record(
        deed,
        actor=actor,
        subject_kind="user",
        subject_id=grant.user_id,
        place=grant.place_id,
        changes={"role": [grant.role, grant.role], "until": [grant.until, on]},
    )
    if on <= grant.since:
        grant.delegations.all().delete()
        grant.delete()
        return grant
    grant.until = on
    grant.save(update_fields=["until"])
    return grant


def refuse_spell(since: date, until: date | None, *, may_date_back: bool) -> None:
    """A role dated back would say that somebody had a power on days when nobody had given it. The system itself (the
    demo, a restored record) may."""
    today = timezone.localdate()
    if until is not None and until <= since:
        raise Refusal(_("Ngày kết thúc phải sau ngày bắt đầu."), code="ends_before_it_begins")
    if until is not None and until <= today:
        raise Refusal(_("Thời hạn này đã qua; chọn ngày kết thúc sau hôm nay."), code="over")
    if since < today and not may_date_back:
        raise Refusal(_("Vai trò bắt đầu sớm nhất từ hôm nay; không lùi ngày được."), code="dated_back")


def _refuse_giving(user: User, role: str, place: Place, actor: User | None) -> None:
    if actor is None or actor.is_superuser:
        return
    if user.pk == actor.pk:
        raise Refusal(
            _("Không tự trao vai trò cho chính mình."), remedy=_("Nhờ người quản lý tài khoản khác."), code="own"
        )
    if not may_give(roles_reaching(actor, "accounts.grant_role", place), role):
        raise Refusal(
            _("Không trao được vai trò cao hơn vai trò của mình."),
            remedy=_("Cấp xã trao vai trò cán bộ thôn, buôn; các vai trò khác do cấp tỉnh trao."),
            code="above",
        )
