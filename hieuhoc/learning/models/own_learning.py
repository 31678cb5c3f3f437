"""What somebody says they learned outside the programme: a book, a course, a craft, a certificate from elsewhere."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

from hieuhoc.documents.models import Document
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen


class OwnLearningQuerySet(models.QuerySet["OwnLearning"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(citizen__in=Citizen.objects.within(scope))

    def asked(self) -> Self:
        """What the office sees: what they ask it to confirm."""
        return self.filter(asks_confirming=True)

    def waiting(self) -> Self:
        return self.asked().filter(confirmed_at=None)


class OwnLearning(models.Model):
    """điều tự học. `giver`: who taught it, wrote it or gave the certificate. `hours`: as they reckon them, none where they
    do not. `learned`: in their own words. `document`: a photograph or paper of it. `asks_confirming`: the office may see it, and is asked to
    confirm it; a correction ends what was confirmed."""

    class Kind(models.TextChoices):
        COURSE = "course", gettext_lazy("Khoá học")
        BOOK = "book", gettext_lazy("Sách")
        VIDEO = "video", gettext_lazy("Video, bài giảng trên mạng")
        CRAFT = "craft", gettext_lazy("Nghề, việc làm")
        PAPER = "paper", gettext_lazy("Chứng chỉ, bằng của nơi khác")
        OTHER = "other", gettext_lazy("Khác")

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="own_learning")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    giver = models.CharField(max_length=200, blank=True)
    learned_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    learned = models.CharField(max_length=1000, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    asks_confirming = models.BooleanField(default=False, db_default=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    edition = models.IntegerField(default=0)  # raised by every deed: a form carries the one it saw
    added_at = models.DateTimeField(db_default=Now())

    objects = OwnLearningQuerySet.as_manager()

    class Meta:
        db_table = "learning_ownlearning"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="own_learning_has_a_title"),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=0), name="own_learning_took_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.citizen_id}"

    @property
    def authority_place_id(self) -> int:
        return self.citizen.home_id or 0

    @property
    def owner_id(self) -> int | None:
        """The account of the person."""
        return self.citizen.user_id
