"""Giving and ending roles."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import require, roles_reaching
from hieuhoc.accounts.rules import fits, may_give, plain
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.places.reads import tier_of


@transaction.atomic
def grant_role(
    user: User,
    role: str,
    place: Place,
    *,
    since: date,
    until: date | None = None,
    is_another: bool = False,
    actor: User | None,
) -> Grant:
    """From today on at the earliest, to somebody else, and never a role above one's own; `is_another`: the names were
    looked at, this is not the account that looks like it."""
    require(actor, "accounts.grant_role", place)
    _refuse_giving(user, role, place, actor)
    _refuse_wrong_tier(role, place)
    if actor is not None and not is_another:
        refuse_look_alikes(user.username, user.full_name, but=user.pk)
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
    elif (grant.until, grant.delegated_from_id) != (until, None):
        raise held_already(grant)
    return grant


def held_already(grant: Grant) -> Refusal:
    """One role at one place from one day on is one row: another end, or one of one's own beside one handed on, would be lost
    silently."""
    end = _("đến trước %(day)s") % {"day": f"{grant.until:%d/%m/%Y}"} if grant.until else _("chưa định ngày thôi")
    how = _("được uỷ quyền") if grant.delegated_from_id is not None else _("được trao")
    return Refusal(
        _("Người này đã giữ vai trò này từ ngày đó (%(how)s, %(end)s).") % {"how": how, "end": end},
        remedy=_("Chọn ngày bắt đầu khác, hoặc kết thúc vai trò đang giữ rồi làm lại."),
        code="held_already",
    )


@transaction.atomic
def end_grant(grant: Grant, *, on: date, actor: User | None) -> Grant:
    """The role ends on that day; what was delegated from it ends with it (accounts.reads.grants_on). One's own, and those
    one could have given."""
    require(actor, "accounts.grant_role", grant.place)
    if actor is not None and grant.user_id != actor.pk:
        _refuse_above(grant.role, grant.place, actor)
    if actor is not None:
        refuse_ending_the_last(grant, on)
    return end_spell("accounts.end_grant", grant, on, actor)


def refuse_ending_the_last(grant: Grant, on: date, *, with_account: bool = False) -> None:
    """Somebody must be left who manages accounts for the province, and as long as this one would have. Two who end each
    other's role wait for each other.
    `with_account`: all that its holder has goes with it."""
    if grant.role != Role.PROVINCE or grant.delegated_from_id is not None:
        return
    Place.objects.select_for_update(no_key=True).get(pk=grant.place_id)
    others = Grant.objects.filter(role=Role.PROVINCE, place=grant.place_id, delegated_from__isnull=True)
    others = others.filter(user__is_active=True, since__lte=on)
    others = others.exclude(user=grant.user_id) if with_account else others.exclude(pk=grant.pk)
    stays = Q(until__isnull=True) | (Q(until__gt=on, until__gte=grant.until) if grant.until else Q(pk__in=()))
    if not others.filter(stays).exists():
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
    _refuse_above(role, place, actor)


def _refuse_above(role: str, place: Place, actor: User) -> None:
    if not actor.is_superuser and not may_give(roles_reaching(actor, "accounts.grant_role", place), role):
        raise Refusal(
            _("Không trao hay kết thúc được vai trò mà mình không được trao."),
            remedy=_("Cấp xã trao vai trò cán bộ thôn, buôn; các vai trò khác do cấp tỉnh trao."),
            code="above",
        )


def _refuse_wrong_tier(role: str, place: Place) -> None:
    tier = tier_of(place.pk, timezone.localdate())
    if tier and not fits(role, tier):
        raise Refusal(
            _("Vai trò này không giữ ở nơi thuộc cấp đó."),
            remedy=_(
                "Cán bộ thôn, buôn giữ vai trò ở một thôn, buôn; cán bộ cấp xã ở một xã, phường; cấp tỉnh ở tỉnh."
            ),
            code="wrong_tier",
        )


def look_alikes(username: str, full_name: str, *, but: int = 0) -> list[User]:
    """Accounts one could take for this one: a user name that looks alike, or a name that looks like that of an officer;
    `but`: the account itself."""
    today = timezone.localdate()
    officers = Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user=OuterRef("pk"))
    alike = Q(plain_username=plain(username)) | Q(Exists(officers), plain_name=plain(full_name))
    people = User.objects.filter(alike, is_active=True).annotate(is_officer=Exists(officers))
    return list(people.exclude(pk=but).order_by("username")[:5])


def known_as(alike: Sequence[User]) -> str:
    """Officers with their names. Of an account without a role, which may be anybody's anywhere, only what was typed: its
    user name."""
    shown = (
        f"{user.full_name} ({user.username})" if getattr(user, "is_officer", False) else user.username for user in alike
    )
    return ", ".join(shown)


def refuse_look_alikes(username: str, full_name: str, *, but: int = 0) -> None:
    alike = look_alikes(username, full_name, but=but)
    if alike:
        known = known_as(alike)
        raise Refusal(
            _("Dễ nhầm với tài khoản đã có: %(known)s.") % {"known": known},
            remedy=_("Nếu đúng là người khác, đánh dấu ô xác nhận rồi làm lại."),
            code="looks_alike",
        )
