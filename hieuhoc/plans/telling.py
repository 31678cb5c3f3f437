"""Who is told of a task, and by what words; the outbox carries it."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.models import Grant, User
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import Membership
from hieuhoc.places.models import covers
from hieuhoc.places.reads import ancestors
from hieuhoc.plans.models import PlanTask

MOST_TOLD = 20


def officers_at(place_id: int, ability: str) -> list[User]:
    """Who holds the power by a role at that very place, none who look over it from above."""
    roles = registry.roles_of(ability)
    held = Grant.objects.filter(covers(timezone.localdate()), role__in=roles, place=place_id, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("full_name", "pk")[:MOST_TOLD])


def officers_above(place_id: int, ability: str) -> list[User]:
    """Of the nearest place above that has any."""
    for above in ancestors(place_id, timezone.localdate())[1:]:
        officers = officers_at(above, ability)
        if officers:
            return officers
    return []


def staff_officers_of(unit_id: int) -> list[User]:
    held = Membership.objects.on(timezone.localdate()).filter(unit=unit_id, role=Membership.Role.HR)
    behind = Q(pk__in=held.filter(citizen__user__isnull=False).values("citizen__user"))
    return list(User.objects.filter(behind, is_active=True).order_by("full_name", "pk")[:MOST_TOLD])


def holders_of(task: PlanTask) -> list[User]:
    if task.unit_id is not None:
        return staff_officers_of(task.unit_id)
    return officers_at(task.place_id, "plans.report_task")


def tell_owner(task: PlanTask, subject: str | Promise, key: str) -> None:
    tell(holders_of(task), subject, f"{task.code}. {task.title}", key)


def tell_giver(task: PlanTask, subject: str | Promise, key: str) -> None:
    tell(officers_at(task.plan.place_id, "plans.answer_report"), subject, f"{task.code}. {task.title}", key)


def tell(users: Iterable[User], subject: str | Promise, body: str, key: str) -> int:
    """`key`: of the occasion; everybody is told once of it. How many messages were written or stood there."""
    told = 0
    for user in users:
        send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=f"{key}.{user.pk}")
        told += 1
    return told
