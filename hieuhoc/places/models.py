"""Places through time: identity is the row, everything the law can change is a spell [since, until)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.sort_keys import generated_key


def covers(day: date, prefix: str = "") -> Q:
    """Spells that hold on that day; `since` not known counts as always before."""
    since, until = f"{prefix}since", f"{prefix}until"
    begun = Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": day})
    return begun & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": day}))


@dataclass(frozen=True)
class PlaceIds:
    """A tuple of ids, and the same as an array of PostgreSQL. No sequence itself: Django would look at every item."""

    ids: tuple[int, ...]
    text: str

    @classmethod
    def of(cls, ids: Iterable[int]) -> Self:
        kept = tuple(ids)
        return cls(kept, "{" + ",".join(map(str, kept)) + "}")


@models.Field.register_lookup
@models.ForeignObject.register_lookup
class AnyOf(models.Lookup):
    """`place__any_of=PlaceIds(…)`: the planner sees a list it knows, not a query it must guess."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*values, self.rhs.text)


@models.Field.register_lookup
@models.ForeignObject.register_lookup
class OneOf(AnyOf):
    """`place__one_of=PlaceIds(…)`: the same ids as a query the planner does not look into. For tables of thousands of rows: to
    weigh each of a province's places takes it longer than to ask."""

    lookup_name = "one_of"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT unnest(%s::bigint[]))", (*values, self.rhs.text)


class Tier(models.TextChoices):
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    VILLAGE = "village", _("Thôn, buôn, tổ dân phố")


class AreaClass(models.TextChoices):
    REMOTE = "remote", _("Vùng sâu, vùng xa")
    ESPECIALLY_DIFFICULT = "especially_difficult", _("Vùng đặc biệt khó khăn")
    ETHNIC_MINORITY = "ethnic_minority", _("Vùng đồng bào dân tộc thiểu số")


class Certainty(models.TextChoices):
    SEEN = "seen", _("Đã thấy trong nguồn")
    INFERRED = "inferred", _("Suy ra")
    UNCERTAIN = "uncertain", _("Chưa chắc chắn")


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: date, tier: str | None = None) -> Self:
        """Places that exist on that day (of that tier)."""
        spells = PlaceSpell.objects.filter(covers(day))
        return self.filter(pk__in=(spells.filter(tier=tier) if tier else spells).values("place"))

    def under(self, place: "Place | int", day: date) -> Self:
        """The place itself and everything below it on that day's map."""
        return self.filter(pk__in=Ancestry.objects.on(day).filter(ancestor=place).values("descendant"))

    def above(self, place: "Place | int", day: date) -> Self:
        """The place itself and everything above it on that day's map."""
        return self.filter(pk__in=Ancestry.objects.on(day).filter(descendant=place).values("ancestor"))


class Place(models.Model):
    """An administrative unit or village. A unit made by a reform is a new Place, also with the same code or name."""

    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)

    objects = PlaceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Place {self.pk}"


class ChangeOrder(models.Model):
    """A dated deed that changes the map (Resolution of the National Assembly or its Standing Committee, decision …)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        WAITING = "waiting", _("Chờ đến ngày hiệu lực")
        APPLIED = "applied", _("Đã áp dụng")
        UNDONE = "undone", _("Đã hoàn tác")

    number = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    legal_basis = models.TextField(blank=True)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)
    takes_effect_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    held_back = models.TextField(blank=True, default="", db_default="")  # why it was not applied when its day came

    def __str__(self) -> str:
        return self.number

    @property
    def is_fixed(self) -> bool:
        """Applied, or waiting to be: not to be changed."""
        return self.status in {self.Status.APPLIED, self.Status.WAITING}


class PlaceSpellQuerySet(models.QuerySet["PlaceSpell"]):
    def on(self, day: date) -> Self:
        return self.filter(covers(day))

    def under(self, place: "Place | int", day: date) -> Self:
        """Spells holding on that day of the place and everything below it: names, codes and parents in one query."""
        return self.on(day).filter(place__in=Ancestry.objects.on(day).filter(ancestor=place).values("descendant"))


class PlaceSpell(models.Model):
    """What a place was called, coded and where it belonged in [since, until); `since` null = not known in the data."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="spells")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    code = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120)
    name_key = generated_key("name")
    kind = models.CharField(max_length=40)  # "Xã", "Phường", "Đặc khu", "Buôn" …: data, not a choice
    tier = models.CharField(max_length=8, choices=Tier)
    parent = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="child_spells")
    opened_by = models.ForeignKey(ChangeOrder, null=True, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(ChangeOrder, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PlaceSpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lt=models.F("until")),
                name="place_spell_since_before_until",
            ),
            models.UniqueConstraint(fields=["place", "since"], nulls_distinct=False, name="place_spell_one_per_since"),
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(until__isnull=True), name="place_spell_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="place_spell_code"),
            models.Index(fields=["parent", "until"], name="place_spell_parent"),
            models.Index(fields=["folded_name"], name="place_spell_folded_name"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


# greatest() and least() skip nulls, which is what "not known" and "still open" mean here.
REBUILD_ANCESTRY = """
WITH RECURSIVE up (descendant, ancestor, depth, since, until) AS (
    SELECT place_id, place_id, 0, since, until FROM places_placespell WHERE place_id = ANY(%s)
    UNION ALL
    SELECT up.descendant, spell.parent_id, up.depth + 1,
           greatest(up.since, spell.since), least(up.until, spell.until)
    FROM up JOIN places_placespell AS spell ON spell.place_id = up.ancestor
    WHERE spell.parent_id IS NOT NULL
      AND (up.since IS NULL OR spell.until IS NULL OR up.since < spell.until)
      AND (spell.since IS NULL OR up.until IS NULL OR spell.since < up.until)
)
INSERT INTO places_ancestry (descendant_id, ancestor_id, depth, since, until)
SELECT descendant, ancestor, depth, since, until FROM up
"""


class AncestryQuerySet(models.QuerySet["Ancestry"]):
    def on(self, day: date) -> Self:
        return self.filter(covers(day))

    def rebuild(self, changed: Collection[int]) -> None:
        """Work the closure out again, from the spells alone, for these places and everything ever below them."""
        below = self.filter(ancestor__in=changed).values_list("descendant_id", flat=True)
        touched = sorted({*changed, *below})
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM places_ancestry WHERE descendant_id = ANY(%s)", [touched])
            cursor.execute(REBUILD_ANCESTRY, [touched])


class Ancestry(models.Model):
    """Dated closure of PlaceSpell.parent (depth 0 = itself), so that `under(place)` on any date is one index scan."""

    ancestor = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    depth = models.SmallIntegerField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    objects = AncestryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "until", "since"], include=["descendant", "depth"], name="ancestry_down"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class AreaClassSpellQuerySet(models.QuerySet["AreaClassSpell"]):
    def on(self, day: date) -> Self:
        return self.filter(covers(day))


class AreaClassSpell(models.Model):
    """Remote, especially difficult, ethnic-minority: decides the pass mark (assessment). One place may hold several."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="area_classes")
    area_class = models.CharField(max_length=24, choices=AreaClass)
    since = models.DateField()
    until = models.DateField(null=True)
    legal_basis = models.CharField(max_length=300)

    objects = AreaClassSpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "area_class", "since"], name="area_class_one_per_since"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(since__lt=models.F("until")),
                name="area_class_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.area_class}"


class Succession(models.Model):
    """`predecessor` went into `successor` by `order`: whole, or (is_whole False) cut between several."""

    order = models.ForeignKey(ChangeOrder, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="predecessor_links")
    is_whole = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "predecessor", "successor"], name="succession_once"),
            models.UniqueConstraint(
                fields=["order", "predecessor"],
                condition=models.Q(is_whole=True),
                name="succession_whole_has_one_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"


class ChangeStep(models.Model):
    """One line of an order, as an officer drafts it: make, end, succeed, amend (rename, retype, recode, reparent)."""

    class Verb(models.TextChoices):
        MAKE = "make", _("Thành lập")
        END = "end", _("Giải thể")
        SUCCEED = "succeed", _("Kế thừa")
        AMEND = "amend", _("Thay đổi")

    order = models.ForeignKey(ChangeOrder, on_delete=models.CASCADE, related_name="steps")
    position = models.IntegerField()
    verb = models.CharField(max_length=8, choices=Verb)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    attributes = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="change_step_position")]

    def __str__(self) -> str:
        return f"{self.order_id}.{self.position} {self.verb}"


class MovedRow(models.Model):
    """Journal of rows a change order moved (by places and by each room's successions.py), for undo."""

    order = models.ForeignKey(ChangeOrder, on_delete=models.CASCADE, related_name="moved_rows")
    room = models.CharField(max_length=16)
    noun = models.CharField(max_length=32)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["order", "room", "noun"], name="moved_row_order")]

    def __str__(self) -> str:
        return f"{self.room}.{self.noun}:{self.row_id}"
