"""Links by which somebody shows their learning record to who has no account."""

from datetime import date
from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from hieuhoc.people.models import Citizen


class RecordLinkQuerySet(models.QuerySet["RecordLink"]):
    def standing(self, on: date) -> Self:
        """Those that open something: of a record that was joined into another one, none does."""
        return self.filter(until__gte=on, withdrawn_at=None, citizen__joined_into=None)

    def of_token(self, token: str) -> Self:
        return self.filter(token_hash=hashed(token))

    def note_opening(self) -> None:
        self.update(opened=F("opened") + 1, opened_last_at=timezone.now())


class RecordLink(models.Model):
    """đường dẫn chia sẻ. Of its token only the hash is kept. `name`: whom it is for, in the person's words; `until`: the last
    day; `opened`: how often."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="record_links")
    token_hash = models.BinaryField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    shows_titles = models.BooleanField()
    shows_activities = models.BooleanField()
    shows_own = models.BooleanField()
    until = models.DateField()
    made_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)
    opened_last_at = models.DateTimeField(null=True)

    objects = RecordLinkQuerySet.as_manager()

    class Meta:
        db_table = "learning_recordlink"
        constraints = [
            models.CheckConstraint(
                condition=Q(shows_titles=True) | Q(shows_activities=True) | Q(shows_own=True),
                name="record_link_shows_something",
            ),
        ]

    def __str__(self) -> str:
        return f"link of {self.citizen_id}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.until >= timezone.localdate()

    @property
    def authority_place_id(self) -> int:
        return self.citizen.home_id or 0

    @property
    def owner_id(self) -> int | None:
        """The account of the person."""
        return self.citizen.user_id


def hashed(token: str) -> bytes:
    """Tokens are long and drawn at random: nothing has to slow a guesser down."""
    return sha256(token.encode()).digest()
