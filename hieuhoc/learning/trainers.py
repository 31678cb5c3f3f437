"""Who may be named as trainer: accounts with a role at the place of the course, above it or below it."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from hieuhoc.accounts.models import Grant, User
from hieuhoc.places.models import Ancestry, covers
from hieuhoc.places.reads import ancestors


def may_train(place: int, on: date) -> QuerySet[User]:
    below = Ancestry.objects.filter(covers(on), ancestor=place).values("descendant")
    held = Grant.objects.filter(covers(on), user=OuterRef("pk"))
    near = held.filter(place__in=[place, *ancestors(place, on)]) | held.filter(place__in=below)
    return User.objects.filter(Exists(near), is_active=True).order_by("full_name", "pk")
