"""Who lives where. Foreign keys marked db_constraint=False are kept by set references (lib.references): checked once
per statement instead of once per row, so that a million rows can be copied in."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.dates import format_birth
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import APOSTROPHES, ONE_SIGN, fold, nfc
from hieuhoc.places.models import ChangeOrder, Place, covers
from hieuhoc.places.reads import among

SPELL_CHECK = models.Q(until__isnull=True) | models.Q(since__lt=models.F("until"))


# Before an apostrophe in names of the Highlands: H'Hoa, K'Brơi, M'Ruih.
WITH_PARTICLE = rf"(^|\s)[HhKkMmRrYy][{APOSTROPHES}]"


class Sex(models.TextChoices):
    MALE = "m", _("Nam")
    FEMALE = "f", _("Nữ")


class CitizenQuerySet(models.QuerySet["Citizen"]):
    def within(self, scope: Scope) -> Self:
        """Who lives (last lived) in the places of the scope, and the members of its units and groups."""
        if scope.everything:
            return self
        reach = Q(pk__in=())
        if scope.places:
            reach |= among("home", scope)
        if scope.units or scope.groups:
            belongs = Q(memberships__unit__in=scope.units) | Q(memberships__group__in=scope.groups)
            reach |= Q(pk__in=Citizen.objects.filter(belongs, covers(scope.on, "memberships__")).values("pk"))
        return self.filter(reach)

    def of(self, user: Any) -> Self:
        """The person behind a sign-in."""
        return self.filter(user=user)

    def counted(self) -> Self:
        """Not joined into another record."""
        return self.filter(joined_into__isnull=True)

    def living(self, on: date) -> Self:
        """People who count on that day: their own record, alive and not gone."""
        alive = Q(died_on__isnull=True) | Q(died_on__gt=on)
        here = Q(left_on__isnull=True) | Q(left_on__gt=on)
        return self.counted().filter(alive & here)

    def living_in(self, place: Place | int, on: date) -> Self:
        """Residents of exactly this place on that day; of a village: its community."""
        lived = Residence.objects.filter(covers(on), citizen=OuterRef("pk"), place=place)
        return self.living(on).filter(Exists(lived))

    def named(self, text: str) -> Self:
        """Every typed word begins a word of the name, with or without tone marks, and with or without the particle before an
        apostrophe: H'Hoa is found as hoa, h'hoa and h hoa."""
        matching = self
        for typed in nfc(text).translate(ONE_SIGN).split():
            folded = fold(typed)
            particle, _sign, rest = typed.partition("'")
            apart = fold(f"{particle} {rest}") if len(particle) == 1 and rest else ""
            begins = Q()
            for word in filter(None, (folded, apart)):
                begins |= Q(folded_name__startswith=word) | Q(folded_name__contains=f" {word}")
            if folded.isalnum():
                # Told fastest first: most names end at the first look, nearly all others have no sign that folding took off.
                has_sign = Q(GreaterThan(Length("name"), Length("folded_name")))
                behind = Q(folded_name__regex=rf"(^| )[hkmry]{folded}", name__regex=WITH_PARTICLE)
                begins |= has_sign & behind
            matching = matching.filter(begins if apart else Q(folded_name__contains=folded) & begins)
        return matching

    def by_name(self) -> Self:
        """By given name in the order of the alphabet: the order of every list and its keyset."""
        return self.order_by("name_key", "pk")

    def after(self, name_key: str, pk: int) -> Self:
        """The rest of `by_name` behind a row."""
        return self.filter(Q(name_key__gt=name_key) | Q(name_key=name_key, pk__gt=pk))


class Citizen(models.Model):
    """One person once in the province. `home` = place of the open residence (village, else commune), else of the
    last one (the dead, the gone and those who wait stay in reach of their office); kept by the actions."""

    name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=160)  # lib.vietnamese.name_sort_key: by given name
    folded_name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True)
    birth_year = models.SmallIntegerField(null=True)  # also set when birth_date is
    sex = models.CharField(max_length=1, choices=Sex, null=True)
    phone = models.BinaryField(null=True)  # encrypted
    phone_index = models.BinaryField(null=True)  # keyed blind index
    email = models.BinaryField(null=True)  # encrypted
    died_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    home = models.ForeignKey(
        Place, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # Its unique index holds only who has signed in (migration 0001).
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="citizen", db_constraint=False
    )
    # 16 random bytes: seeds the key of this person's audit values. Empty: the person was erased, and what the history holds of
    # their values opens no more.
    secret = models.BinaryField()
    joined_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="joined_records",
        db_constraint=False,
        db_index=False,
    )

    objects = CitizenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True) | models.Q(birth_year__isnull=False),
                name="citizen_birth_year_with_date",
            ),
        ]
        indexes = [
            # The last three so that the people of a home are counted in the index alone.
            models.Index(
                fields=["home", "name_key", "id"],
                include=["died_on", "left_on", "joined_into"],
                name="citizen_home_name",
            ),
            models.Index(
                fields=["folded_name", "birth_year"],
                name="citizen_folded_name",
                opclasses=["text_pattern_ops", "int2_ops"],
            ),
            models.Index(fields=["phone_index"], condition=models.Q(phone_index__isnull=False), name="citizen_phone"),
            models.Index(
                fields=["joined_into"], condition=models.Q(joined_into__isnull=False), name="citizen_joined_into"
            ),
        ]

    def __str__(self) -> str:
        return f"Citizen {self.pk}"

    @property
    def authority_place_id(self) -> int | None:
        return self.home_id

    @property
    def is_erased(self) -> bool:
        return not self.secret

    @property
    def birth_text(self) -> str:
        """05/03/1985, or 1985; empty when neither is known."""
        return format_birth(self.birth_date, self.birth_year)


class IdentityNumber(models.Model):
    """A personal number of 9 or 12 digits. Its keyed blind index decides who is who while it is not withdrawn."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="identity_numbers", db_constraint=False)
    number = models.BinaryField()  # encrypted
    number_index = models.BinaryField()  # 16 bytes
    digits = models.SmallIntegerField()
    since = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_index"], condition=models.Q(withdrawn_on__isnull=True), name="identity_number_once"
            ),
            models.CheckConstraint(condition=models.Q(digits__in=[9, 12]), name="identity_number_digits"),
        ]

    def __str__(self) -> str:
        return f"IdentityNumber {self.pk}"


class Residence(models.Model):
    """Lives in `place` (a village, or the commune when the village is not known) in [since, until)."""

    citizen = models.ForeignKey(
        Citizen, on_delete=models.CASCADE, related_name="residences", db_constraint=False, db_index=False
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["place", "citizen"], name="residence_place_citizen")]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "since"], name="residence_one_per_since"),
            models.UniqueConstraint(
                fields=["citizen"], condition=models.Q(until__isnull=True), name="residence_one_open"
            ),
            models.CheckConstraint(condition=SPELL_CHECK, name="residence_since_before_until"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} in {self.place_id}"


class WaitingEntryQuerySet(models.QuerySet["WaitingEntry"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("source", scope))

    def open(self) -> Self:
        """Still to be assigned, and still somebody to assign."""
        return self.filter(assigned_to__isnull=True, ended_on__isnull=True)

    def on(self, day: date) -> Self:
        """Unassigned people who waited on that day."""
        still = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(still, assigned_to__isnull=True, since__lte=day)


class WaitingEntry(models.Model):
    """A resident of a cut ward, held at the province until assigned to a successor (by village or one by one).

    `village` set: the residence in the village goes on, the village waits with everybody in it. Null: the person lived
    in the ward itself and has no residence in [since, ended_on) until assigned.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="waiting_entries")
    order = models.ForeignKey(ChangeOrder, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the cut ward
    village = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    assigned_to = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)  # died, left or moved while waiting

    objects = WaitingEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "order", "since"], name="waiting_entry_once")]
        indexes = [
            models.Index(fields=["source"], condition=models.Q(assigned_to__isnull=True), name="waiting_entry_open")
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} waits from {self.source_id}"

    @property
    def authority_place_id(self) -> int:
        return self.source_id
