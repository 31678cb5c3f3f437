"""What people belong to: families and clans, work units, branches of the association; and since when."""

from django.db import models

from hieuhoc.people.models.citizens import SPELL_CHECK, Citizen
from hieuhoc.places.models import Place


class Group(models.Model):
    """A family or clan. A community is not here: it is the residents of one village, never typed."""

    class Kind(models.TextChoices):
        FAMILY = "family", "Gia đình"
        CLAN = "clan", "Dòng họ"

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=160)
    folded_name = models.CharField(max_length=160)
    code = models.CharField(max_length=40)  # household number or clan code, unique in its place
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "code"], name="group_code_in_place")]

    def __str__(self) -> str:
        return self.name


class WorkUnit(models.Model):
    """đơn vị: agency, school, enterprise, armed forces. Level and seat are spells."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class UnitSpell(models.Model):
    class Level(models.TextChoices):
        COMMUNE = "commune", "Cấp xã"
        DISTRICT = "district", "Cấp huyện"
        PROVINCE = "province", "Cấp tỉnh"
        CENTRAL = "central", "Trung ương đóng trên địa bàn"

    class Kind(models.TextChoices):
        SCHOOL = "school", "Cơ sở giáo dục"
        AGENCY = "agency", "Cơ quan, đơn vị sự nghiệp"
        ENTERPRISE = "enterprise", "Doanh nghiệp"
        ARMED_FORCES = "armed_forces", "Lực lượng vũ trang"

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


class AssociationBranch(models.Model):
    """chi hội, hội cấp xã of the Study Encouragement Association."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


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


class Membership(models.Model):
    """Belongs to exactly one of group, unit, branch in [since, until)."""

    class Role(models.TextChoices):
        MEMBER = "member", "Thành viên"
        HEAD = "head", "Người đứng đầu"
        OFFICER = "officer", "Cán bộ"
        STAFF = "staff", "Cán bộ, người lao động"
        HR = "hr", "Phụ trách nhân sự"

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
