"""Giving, handing on and ending roles."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place


@transaction.atomic
def add_user(
    username: str,
    full_name: str,
    *,
    email: str = "",
    password: str | None = None,
    actor: User | None,
) -> User:
    """A new account without any role; without a password it signs in by passkey, single sign-on or a reset link."""
    require(actor, "accounts.grant_role")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(
            _("Tên đăng nhập này đã có người dùng."),
            remedy=_("Chọn tên đăng nhập khác."),
        )
    user = User.objects.create_user(username=username, email=email, password=password, full_name=full_name)
    record("accounts.add_user", actor=actor, subject_kind="user", subject_id=user.pk)
    return user


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
    require(actor, "accounts.grant_role", place)
    _check_spell(since, until)
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
    return _end("accounts.end_grant", grant, on, actor)


@transaction.atomic
def end_delegation(delegation: Grant, *, on: date, actor: User | None) -> Grant:
    """What was handed on ends before its day. Whoever handed it on may."""
    require(actor, "accounts.delegate_role", delegation.place)
    if actor is not None and (delegation.delegated_from is None or delegation.delegated_from.user_id != actor.pk):
        raise Refusal(_("Chỉ người đã uỷ quyền mới thôi uỷ quyền được."))
    return _end("accounts.end_delegation", delegation, on, actor)


def _end(deed: str, grant: Grant, on: date, actor: User | None) -> Grant:
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.until is not None and grant.until <= on:
        return grant
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


@transaction.atomic
def delegate_role(grant: Grant, to: User, *, since: date, until: date, actor: User | None) -> Grant:
    """Hands a role on for a time (uỷ quyền). Only its holder may, only what they hold, never what was itself delegated."""
    require(actor, "accounts.delegate_role", grant.place)
    if actor is not None and grant.user_id != actor.pk:
        raise Refusal(_("Chỉ người giữ vai trò mới uỷ quyền được vai trò đó."))
    if grant.delegated_from_id is not None:
        raise Refusal(_("Vai trò được uỷ quyền thì không uỷ quyền tiếp được."))
    if to.pk == grant.user_id:
        raise Refusal(_("Không uỷ quyền cho chính mình."))
    _check_spell(since, until)
    if since < grant.since or (grant.until is not None and until > grant.until):
        raise Refusal(_("Thời hạn uỷ quyền phải nằm trong thời hạn của vai trò."))
    delegation, is_new = Grant.objects.get_or_create(
        user=to,
        role=grant.role,
        place=grant.place,
        since=since,
        defaults={"until": until, "given_by": actor, "delegated_from": grant},
    )
    if is_new:
        record(
            "accounts.delegate_role",
            actor=actor,
            subject_kind="user",
            subject_id=to.pk,
            place=grant.place_id,
            changes={
                "role": [None, grant.role],
                "since": [None, since],
                "until": [None, until],
                "from": [None, grant.user_id],
            },
        )
    return delegation


def _check_spell(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise Refusal(_("Ngày kết thúc phải sau ngày bắt đầu."))
    if until is not None and until <= timezone.localdate():
        raise Refusal(_("Thời hạn này đã qua; chọn ngày kết thúc sau hôm nay."))
