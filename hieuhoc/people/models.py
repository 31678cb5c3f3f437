"""Who lives here and belongs where. Foreign keys marked db_constraint=False are kept by set references
(lib.references): checked once per statement instead of once per row, so that a million rows can be copied in."""

from django.conf import settings
from django.db import models

from hieuhoc.places.models import ChangeOrder, Place

SPELL_CHECK = models.Q(until__isnull=True) | models.Q(since__lt=models.F("until"))


class Sex(models.TextChoices):
    MALE = "m", "Nam"
    FEMALE = "f", "Nữ"


class Citizen(models.Model):
    """One person once in the province. `home` = place of the open residence (village, else commune), kept by the actions."""

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
    home = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="citizen")
    secret = models.BinaryField()  # 16 random bytes: seeds the key of this person's audit values; erasure destroys it
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined_records")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True) | models.Q(birth_year__isnull=False), name="citizen_birth_year_with_date"
            ),
        ]
        indexes = [
            models.Index(fields=["home", "name_key", "id"], name="citizen_home_name"),
            models.Index(fields=["folded_name", "birth_year"], name="citizen_folded_name", opclasses=["text_pattern_ops", "int2_ops"]),
            models.Index(fields=["phone_index"], condition=models.Q(phone_index__isnull=False), name="citizen_phone"),
        ]

    def __str__(self) -> str:
        return f"Citizen {self.pk}"


class IdentityNumber(models.Model):
    """A personal number (9 or 12 digits). The keyed blind index decides who is who while the number is not withdrawn."""

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

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="residences", db_constraint=False, db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen", "since"], name="residence_one_per_since"),
            models.UniqueConstraint(fields=["citizen"], condition=models.Q(until__isnull=True), name="residence_one_open"),
            models.CheckConstraint(condition=SPELL_CHECK, name="residence_since_before_until"),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} in {self.place_id}"


class WaitingEntry(models.Model):
    """A resident of a cut ward, held at the province until assigned to a successor (by village or one by one)."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="waiting_entries")
    order = models.ForeignKey(ChangeOrder, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the cut ward
    village = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    assigned_to = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)  # died, left or moved while waiting

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "order"], name="waiting_entry_once")]
        indexes = [models.Index(fields=["source"], condition=models.Q(assigned_to__isnull=True), name="waiting_entry_open")]

    def __str__(self) -> str:
        return f"{self.citizen_id} waits from {self.source_id}"


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
            models.UniqueConstraint(fields=["unit"], condition=models.Q(until__isnull=True), name="unit_spell_one_open"),
            models.CheckConstraint(condition=models.Q(since__isnull=True) | SPELL_CHECK, name="unit_spell_since_before_until"),
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
            models.UniqueConstraint(fields=["branch", "since"], nulls_distinct=False, name="branch_spell_one_per_since"),
            models.UniqueConstraint(fields=["branch"], condition=models.Q(until__isnull=True), name="branch_spell_one_open"),
            models.CheckConstraint(condition=models.Q(since__isnull=True) | SPELL_CHECK, name="branch_spell_since_before_until"),
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
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="memberships", db_constraint=False, db_index=False)
    unit = models.ForeignKey(WorkUnit, null=True, on_delete=models.PROTECT, related_name="memberships", db_constraint=False, db_index=False)
    branch = models.ForeignKey(
        AssociationBranch, null=True, on_delete=models.PROTECT, related_name="memberships", db_constraint=False, db_index=False
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
                fields=["citizen"], condition=models.Q(is_main=True, until__isnull=True, unit__isnull=False), name="membership_one_main_unit"
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=models.Q(is_main=True, until__isnull=True, branch__isnull=False),
                name="membership_one_main_branch",
            ),
        ]
        indexes = [
            models.Index(fields=["group"], condition=models.Q(group__isnull=False), name="membership_group"),
            models.Index(fields=["unit"], condition=models.Q(unit__isnull=False), name="membership_unit"),
            models.Index(fields=["branch"], condition=models.Q(branch__isnull=False), name="membership_branch"),
        ]

    def __str__(self) -> str:
        return f"Membership {self.pk}"


class MatchChoice(models.Model):
    """An officer's answer to an ambiguous declaration, kept so that a re-run is idempotent. `citizen` null = a new person was made
    and is named by `made`."""

    declaration = models.BinaryField(unique=True)  # blind index of (folded name, birth, sex, village)
    citizen = models.ForeignKey(Citizen, null=True, on_delete=models.CASCADE, related_name="+")
    is_new_person = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"MatchChoice {self.pk}"


class Join(models.Model):
    """Two records found to be one person: what moved, so that a wrong join can be taken apart."""

    kept = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)  # room.noun -> row ids and what they pointed to; no personal values
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.joined_id} -> {self.kept_id}"


class LinkCode(models.Model):
    """A one-time code an officer prints to link a sign-in to a citizen."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="link_codes")
    code_hash = models.BinaryField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"LinkCode {self.pk}"
