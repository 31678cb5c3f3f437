"""What people belong to: families and clans, work units, branches of the association; and since when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import generated_key
from hieuhoc.people.models.citizens import SPELL_CHECK, Citizen
from hieuhoc.places.models import Place, covers
from hieuhoc.places.reads import among


class GroupQuerySet(models.QuerySet["Group"]):
    def within(self, scope: Scope) -> Self:
        if scope.everything:
            return self
        reach = Q(pk__in=scope.groups)
        return self.filter(reach | among("place", scope)) if scope.places else self.filter(reach)

    def open(self) -> Self:
        return self.filter(until__isnull=True)


class Group(models.Model):
    """A family or clan. A community is not here: it is the residents of one village, never typed."""

    class Kind(models.TextChoices):
        FAMILY = "family", _("Gia đình")
        CLAN = "clan", _("Dòng họ")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=160)
    folded_name = models.CharField(max_length=160)
    name_key = generated_key("name")
    code = models.CharField(max_length=40)  # household number or clan code, unique in its place
    # Found by its place through the constraint below.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "code"], name="group_code_in_place")]

    def __str__(self) -> str:
        """With the code: it tells namesakes apart."""
        return f"{self.name} ({self.code})"

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class WorkUnitQuerySet(models.QuerySet["WorkUnit"]):
    def within(self, scope: Scope) -> Self:
        """Units seated in the places of the scope, and the units one speaks for."""
        if scope.everything:
            return self
        seated = UnitSpell.objects.filter(among("place", scope), until__isnull=True).values("unit")
        return self.filter(Q(pk__in=scope.units) | Q(pk__in=seated))


class WorkUnit(models.Model):
    """đơn vị: agency, school, enterprise, armed forces. Level and seat are spells."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200)
    name_key = generated_key("name")

    objects = WorkUnitQuerySet.as_manager()

    def __str__(self) -> str:
        """With the code: it tells namesakes apart."""
        return f"{self.name} ({self.code})"

    @property
    def authority_place_id(self) -> int | None:
        """Where it has its seat; the last one of a unit that is no more."""
        return self.spells.order_by(F("since").desc(nulls_last=True)).values_list("place_id", flat=True).first()


class UnitSpell(models.Model):
    class Level(models.TextChoices):
        COMMUNE = "commune", _("Cấp xã")
        DISTRICT = "district", _("Cấp huyện")
        PROVINCE = "province", _("Cấp tỉnh")
        CENTRAL = "central", _("Trung ương đóng trên địa bàn")

    class Kind(models.TextChoices):
        SCHOOL = "school", _("Cơ sở giáo dục")
        AGENCY = "agency", _("Cơ quan, đơn vị sự nghiệp")
        ENTERPRISE = "enterprise", _("Doanh nghiệp")
        ARMED_FORCES = "armed_forces", _("Lực lượng vũ trang")

    unit = models.ForeignKey(WorkUnit, on_delete=models.CASCADE, related_name="spells")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level)
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "since"], nulls_distinct=False, name="unit_spell_one_per_since"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(until__isnull=True), name="unit_spell_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True) | SPELL_CHECK, name="unit_spell_since_before_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.level}"


class AssociationBranchQuerySet(models.QuerySet["AssociationBranch"]):
    def within(self, scope: Scope) -> Self:
        if scope.everything:
            return self
        seated = BranchSpell.objects.filter(among("place", scope), until__isnull=True).values("branch")
        return self.filter(pk__in=seated)


class AssociationBranch(models.Model):
    """chi hội, hội cấp xã of the Study Encouragement Association."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200)
    name_key = generated_key("name")

    objects = AssociationBranchQuerySet.as_manager()

    def __str__(self) -> str:
        """With the code: it tells namesakes apart."""
        return f"{self.name} ({self.code})"

    @property
    def authority_place_id(self) -> int | None:
        """Where it has its seat; the last one of a unit that is no more."""
        return self.spells.order_by(F("since").desc(nulls_last=True)).values_list("place_id", flat=True).first()


class BranchSpell(models.Model):
    branch = models.ForeignKey(AssociationBranch, on_delete=models.CASCADE, related_name="spells")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "since"], nulls_distinct=False, name="branch_spell_one_per_since"
            ),
            models.UniqueConstraint(
                fields=["branch"], condition=models.Q(until__isnull=True), name="branch_spell_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True) | SPELL_CHECK, name="branch_spell_since_before_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} in {self.place_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        return self.filter(covers(day))

    def open(self) -> Self:
        return self.filter(until__isnull=True)

    def since_then(self, day: date) -> Self:
        """Still held, held at some time after that day, or ended by a death alone."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day) | Q(until=F("citizen__died_on")))

    def main_unit(self) -> Self:
        return self.filter(is_main=True, unit__isnull=False)

    def main_branch(self) -> Self:
        return self.filter(is_main=True, branch__isnull=False)


class Membership(models.Model):
    """Belongs to exactly one of group, unit, branch in [since, until)."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Thành viên")
        HEAD = "head", _("Người đứng đầu")
        OFFICER = "officer", _("Cán bộ")
        STAFF = "staff", _("Cán bộ, người lao động")
        HR = "hr", _("Phụ trách nhân sự")

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="memberships", db_constraint=False)
    group = models.ForeignKey(
        Group, null=True, on_delete=models.PROTECT, related_name="memberships", db_constraint=False, db_index=False
    )
    unit = models.ForeignKey(
        WorkUnit, null=True, on_delete=models.PROTECT, related_name="memberships", db_constraint=False, db_index=False
    )
    branch = models.ForeignKey(
        AssociationBranch,
        null=True,
        on_delete=models.PROTECT,
        related_name="memberships",
        db_constraint=False,
        db_index=False,
    )
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    is_main = models.BooleanField(default=False)  # the one unit / branch where this person counts
    since = models.DateField()
    until = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(group__isnull=False, unit__isnull=True, branch__isnull=True)
                    | models.Q(group__isnull=True, unit__isnull=False, branch__isnull=True)
                    | models.Q(group__isnull=True, unit__isnull=True, branch__isnull=False)
                ),
                name="membership_in_exactly_one",
            ),
            models.CheckConstraint(condition=SPELL_CHECK, name="membership_since_before_until"),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=models.Q(is_main=True, until__isnull=True, unit__isnull=False),
                name="membership_one_main_unit",
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=models.Q(is_main=True, until__isnull=True, branch__isnull=False),
                name="membership_one_main_branch",
            ),
            # Also the way in from the group, unit or branch: no plain index beside them.
            models.UniqueConstraint(
                fields=["group", "citizen", "since"], condition=models.Q(group__isnull=False), name="membership_group"
            ),
            models.UniqueConstraint(
                fields=["unit", "citizen", "since"], condition=models.Q(unit__isnull=False), name="membership_unit"
            ),
            models.UniqueConstraint(
                fields=["branch", "citizen", "since"],
                condition=models.Q(branch__isnull=False),
                name="membership_branch",
            ),
        ]

    def __str__(self) -> str:
        return f"Membership {self.pk}"

    @property
    def body(self) -> Group | WorkUnit | AssociationBranch:
        """The group, unit or branch it is in."""
        joined = self.group or self.unit or self.branch
        assert joined is not None  # membership_in_exactly_one
        return joined
