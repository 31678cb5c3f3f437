"""Who may do something with the account of another: whoever could have given everything the account may do.

Never oneself, never somebody with a role above one's own or at a place beyond one's own.
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.models import Grant, Happened, User
from hieuhoc.accounts.reads import grants_on, may, open_grants, roles_reaching
from hieuhoc.accounts.roles import Role
from hieuhoc.accounts.rules import GIVEN_BY, may_give
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Ancestry, Place, covers
from hieuhoc.places.reads import among


def lasting_grants(user: User) -> QuerySet[Grant]:
    """What the user holds today or will hold, roles handed on included."""
    today = timezone.localdate()
    return Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user=user)


def places_behind(user: User) -> set[int]:
    """Where the person behind the account belongs and whom they speak for."""
    return {place for places in registry.account_places for place in places(user)}


def places_of(user: User) -> set[int]:
    """Those, or without any of them the account's home."""
    told = places_behind(user)
    return told or ({user.home_id} if user.home_id is not None else set())


def refuse_over(ability: str, user: User, actor: User | None) -> None:
    """Raises Refusal ("own", "above", "elsewhere") unless the actor may use the ability on this account."""
    if actor is None:
        return
    if user.pk == actor.pk:
        raise Refusal(
            _("Không làm việc này với tài khoản của chính mình."),
            remedy=_("Việc của mình thì làm ở trang Đăng nhập và thiết bị, hoặc nhờ người quản lý khác."),
            code="own",
        )
    if is_above(ability, user, actor):
        raise Refusal(
            _("Tài khoản này giữ vai trò mà mình không trao được."),
            remedy=_("Nhờ người quản lý tài khoản cấp tỉnh."),
            code="above",
        )
    if is_elsewhere(ability, user, actor):
        raise Refusal(
            _("Tài khoản này thuộc nơi khác."), remedy=_("Nhờ cán bộ nơi đó, hoặc cấp tỉnh."), code="elsewhere"
        )


def refuse_opening(user: User, actor: User | None) -> None:
    """What the province closed, an office below it does not open again: raises Refusal ("closed_above")."""
    closed = user.security_events.filter(happened=Happened.DISABLED).select_related("by").order_by("-pk").first()
    if actor is None or actor.is_superuser or closed is None or closed.by is None or closed.by_id == actor.pk:
        return
    today = timezone.localdate()
    closer, opener = ({grant.role for grant in grants_on(who, today)} for who in (closed.by, actor))
    if Role.PROVINCE in closer and Role.PROVINCE not in opener:
        raise Refusal(_("Cấp tỉnh đã khoá tài khoản này."), remedy=_("Đề nghị cấp tỉnh mở lại."), code="closed_above")


def may_over(ability: str, user: User, actor: User) -> bool:
    """The same as a question: what a page offers."""
    return user.pk != actor.pk and not is_above(ability, user, actor) and not is_elsewhere(ability, user, actor)


def is_above(ability: str, user: User, actor: User) -> bool:
    if actor.is_superuser:
        return False
    if user.is_superuser:
        return True
    today = timezone.localdate()
    held = list(lasting_grants(user))
    roots: dict[str, set[int]] = {}
    for grant in open_grants(actor, ability, today) if held else ():
        roots.setdefault(grant.role, set()).add(grant.place_id)
    places = {grant.place_id for grant in held}
    reached = {role: standing_under(own, places, today) for role, own in roots.items()}
    return not all(
        any(may_give({role}, grant.role) and grant.place_id in there for role, there in reached.items())
        for grant in held
    )


def with_roles_beyond(scope: Scope, actor: User) -> QuerySet[User]:
    """Accounts that hold, or will hold, a role at a place beyond the scope or one the actor could not have given: what
    happens at their doors is for those above to see."""
    if actor.is_superuser:
        return User.objects.none()
    today = timezone.localdate()
    given = set[str]().union(*(GIVEN_BY.get(grant.role, frozenset()) for grant in grants_on(actor, today)))
    held = Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=today)).exclude(user=actor)
    beyond = held.exclude(pk__in=Grant.objects.filter(among("place", scope), role__in=given).values("pk"))
    return User.objects.filter(pk__in=beyond.values("user"))


def standing_under(roots: set[int], places: set[int], on: date) -> set[int]:
    below = Ancestry.objects.filter(covers(on), ancestor__in=roots, descendant__in=places)
    return set(below.values_list("descendant", flat=True))


def is_elsewhere(ability: str, user: User, actor: User) -> bool:
    """An account without a place is the province's to look after."""
    if actor.is_superuser:
        return False
    places = places_of(user)
    if any(not may(actor, ability, place) for place in places):
        return True
    if places or lasting_grants(user).exists():
        return False
    held = Grant.objects.filter(user=actor, role=Role.PROVINCE, delegated_from__isnull=True)
    return not any(Role.PROVINCE in roles_reaching(actor, ability, place) for place in _places(held))


def _places(grants: QuerySet[Grant]) -> QuerySet[Place]:
    return Place.objects.filter(pk__in=grants.values("place"))
