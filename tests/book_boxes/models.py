"""The book boxes of villages."""

from django.db import models

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class BookBoxQuerySet(models.QuerySet["BookBox"]):
    def within(self, scope: Scope) -> "BookBoxQuerySet":
        return self if scope.everything else self.filter(among("place", scope))


class BookBox(models.Model):
    """A spell of a box in one place: from `since` until it is given away or its place ends."""

    code = models.CharField(max_length=40)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # a village, or a commune
    keeper = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="+")
    books = models.IntegerField()
    value = models.BigIntegerField()  # đồng
    since = models.DateField()
    until = models.DateField(null=True)

    objects = BookBoxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(until__isnull=True), name="book_box_stands_in_one_place"
            ),
            models.CheckConstraint(condition=models.Q(books__gte=0, value__gte=0), name="book_box_not_less_than_empty"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def authority_place_id(self) -> int:
        return self.place_id
