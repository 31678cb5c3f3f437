"""Handing a role on for a time, and taking it back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions.grants import end_spell, held_already, refuse_look_alikes, refuse_spell
from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def delegate_role(
    grant: Grant, to: User, *, since: date, until: date, is_another: bool = False, actor: User | None
) -> Grant:
    """Hands a role on for a time (uỷ quyền). Only its holder may, only what they hold, never what was itself delegated.
    What makes lasting powers (`registry.lasting`) does not go with it. `is_another`: as in `grant_role`."""
    require(actor, "accounts.delegate_role", grant.place)
    if actor is not None and grant.user_id != actor.pk:
        raise Refusal(_("Chỉ người giữ vai trò mới uỷ quyền được vai trò đó."), code="not_the_holder")
    if grant.delegated_from_id is not None:
        raise Refusal(_("Vai trò được uỷ quyền thì không uỷ quyền tiếp được."), code="delegated")
    if to.pk == grant.user_id:
        raise Refusal(_("Không uỷ quyền cho chính mình."), code="own")
    if actor is not None and not is_another:
        refuse_look_alikes(to.username, to.full_name, but=to.pk)
    refuse_spell(since, until, may_date_back=actor is None)
    if since < grant.since or (grant.until is not None and until > grant.until):
        raise Refusal(_("Thời hạn uỷ quyền phải nằm trong thời hạn của vai trò."), code="outside_the_role")
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
    elif (delegation.until, delegation.delegated_from_id) != (until, grant.pk):
        raise held_already(delegation)
    return delegation


@transaction.atomic
def end_delegation(delegation: Grant, *, on: date, actor: User | None) -> Grant:
    """What was handed on ends before its day. Whoever handed it on may."""
    require(actor, "accounts.delegate_role", delegation.place)
    if actor is not None and (delegation.delegated_from is None or delegation.delegated_from.user_id != actor.pk):
        raise Refusal(_("Chỉ người đã uỷ quyền mới thôi uỷ quyền được."), code="not_the_holder")
    return end_spell("accounts.end_delegation", delegation, on, actor)
