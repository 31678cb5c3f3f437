"""What people would like to learn: asked in a page and on paper, one answer of each person a year."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hieuhoc.learning.rules import MOST_WISHES
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class WishQuerySet(models.QuerySet["LearningWish"]):
    def within(self, scope: Scope) -> Self:
        if scope.everything:
            return self
        return self.filter(among("place", scope, "one_of")) if scope.places else self.none()


class LearningWish(models.Model):
    """nhu cầu học tập. `topics`: ids, in the order of the list; `place`: where they lived when they answered."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="wishes")
    year = models.SmallIntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    topics = ArrayField(models.BigIntegerField(), default=list)
    other = models.CharField(max_length=200, blank=True)  # in their own words
    is_assisted = models.BooleanField(default=False)  # entered by an office
    answered_at = models.DateTimeField(db_default=Now())

    objects = WishQuerySet.as_manager()

    class Meta:
        db_table = "learning_wish"
        constraints = [
            models.UniqueConstraint(fields=["citizen", "year"], name="wish_once_a_year"),
            models.CheckConstraint(condition=Q(topics__len__lte=MOST_WISHES), name="wish_names_few_topics"),
            models.CheckConstraint(condition=Q(topics__len__gte=1) | ~Q(other=""), name="wish_says_something"),
        ]
        indexes = [models.Index(fields=["year", "place"], name="wish_year")]

    def __str__(self) -> str:
        return f"{self.citizen_id} in {self.year}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def owner_id(self) -> int | None:
        """The account of the person."""
        return self.citizen.user_id
