"""Criteria of learning models as dated data, and what registers for a year to meet them. A version in force never changes:
new wording is a new version."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.collectives.rules import CriteriaTable
from hieuhoc.documents.models import Document
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Group, UnitSpell, WorkUnit
from hieuhoc.places.models import Certainty, Place
from hieuhoc.places.reads import among
from hieuhoc.recognition.models import AnsweredObjection, Decision, GroupRecognition


class ModelKind(models.TextChoices):
    """mô hình học tập (Decision 387/QĐ-TTg; communes: Circular 25/2023)"""

    FAMILY = "family", _("Gia đình học tập")
    CLAN = "clan", _("Dòng họ học tập")
    COMMUNITY = "community", _("Cộng đồng học tập (thôn, buôn, tổ dân phố)")
    UNIT = "unit", _("Đơn vị học tập")
    COMMUNE = "commune", _("Cộng đồng học tập cấp xã")


class ModelCriteriaQuerySet(models.QuerySet["ModelCriteria"]):
    def kept(self) -> Self:
        """In force, or once in force: what registrations of a year may stand on."""
        return self.exclude(status=ModelCriteria.Status.DRAFT)


class ModelCriteria(models.Model):
    """One version of what a kind of model must meet. `content`: a `rules.CriteriaTable`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        IN_FORCE = "in_force", _("Đang áp dụng")
        RETIRED = "retired", _("Hết hiệu lực")

    kind = models.CharField(max_length=9, choices=ModelKind)
    # Units of which level; "" = of every level, and everything that is no unit.
    unit_level = models.CharField(max_length=8, choices=UnitSpell.Level, blank=True)
    number = models.CharField(max_length=60)  # 24/2023/TT-BGDĐT
    edition = models.SmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    since = models.DateField(null=True)  # in force [since, until)
    until = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.UNCERTAIN)
    note = models.TextField(blank=True)  # shown wherever the wording is shown
    content = models.JSONField(default=dict)

    objects = ModelCriteriaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit_level", "number", "edition"], name="model_criteria_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lt=models.F("until")),
                name="model_criteria_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def table(self) -> CriteriaTable:
        return CriteriaTable.model_validate(self.content)


# The literal of Registration.Standing.MET: the class below keeps an index of these.
FALLEN = Q(decision__isnull=False, revoked_by__isnull=True, kept_on__isnull=True) & (
    ~Q(standing="met") | Q(grade__lt=F("decided_grade"))
)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def within(self, scope: Scope) -> Self:
        """By the place whose office looks after it, or by the unit or group itself."""
        if scope.everything:
            return self
        reach = among("place", scope) if scope.places else Q(pk__in=())
        if scope.units or scope.groups:
            mine = GroupRecognition.objects.filter(Q(unit__in=scope.units) | Q(group__in=scope.groups))
            reach |= Q(recognition__in=mine.values("pk"))
        return self.filter(reach)

    def undecided(self) -> Self:
        return self.filter(decision__isnull=True)

    def fallen(self) -> Self:
        """Recognised, and no longer at the grade of the decision: a person keeps or revokes them."""
        return self.filter(FALLEN)

    def with_bodies(self) -> Self:
        return self.select_related(
            "criteria", "commune", "recognition__group", "recognition__unit", "recognition__village", "decision"
        )


class Registration(models.Model):
    """A model that registered for a year and is judged by one version of its criteria. But for communes it stands on the
    row that figures read (`recognition`); a row without a registration is a recorded fact."""

    class Standing(models.TextChoices):
        """What follows from members and answers today."""

        MET = "met", pgettext_lazy("model", "Đáp ứng")
        ASKED = "unanswered", pgettext_lazy("model", "Còn câu hỏi")
        NOT_MET = "not_met", pgettext_lazy("model", "Chưa đáp ứng")

    year = models.SmallIntegerField()
    criteria = models.ForeignKey(ModelCriteria, on_delete=models.PROTECT, related_name="registrations")
    recognition = models.OneToOneField(
        GroupRecognition, null=True, on_delete=models.CASCADE, related_name="registration"
    )
    commune = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # whose office looks after it
    answers = models.JSONField(default=dict, blank=True)  # question -> true, false, points, [how many, of how many]
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ASKED)
    grade = models.SmallIntegerField(default=0)  # the highest that is reached; 0 = none
    failing = models.JSONField(default=list, blank=True)  # positions of criteria that are not met; 0 = the points
    judged_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="registrations")
    decided_grade = models.SmallIntegerField(null=True)
    decided_points = models.SmallIntegerField(null=True)  # where its criteria give points
    # Recognised, and no longer meets its criteria: a person kept it, or revoked it by a decision.
    kept_on = models.DateField(null=True)
    kept_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    revoked_by = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="revoked_registrations")
    revocation_reason = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recognition__isnull=False, commune__isnull=True)
                | Q(recognition__isnull=True, commune__isnull=False),
                name="registration_of_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["year", "commune"], condition=Q(commune__isnull=False), name="registration_commune_once"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, decided_grade__isnull=True)
                | Q(decision__isnull=False, decided_grade__isnull=False),
                name="registration_decided_with_grade",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "criteria", "standing"], name="registration_year"),
            models.Index(fields=["place"], condition=FALLEN, name="registration_fallen"),  # few among many
        ]

    def __str__(self) -> str:
        return f"Registration {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def group_id(self) -> int | None:
        """The family or clan. With `recognition` joined."""
        return self.recognition.group_id if self.recognition else None

    @property
    def unit_id(self) -> int | None:
        """Whose staff officer takes a unit's step of a review chain. With `recognition` joined."""
        return self.recognition.unit_id if self.recognition else None

    @property
    def has_fallen(self) -> bool:
        """As `RegistrationQuerySet.fallen`."""
        is_short = self.standing != self.Standing.MET or self.grade < (self.decided_grade or 0)
        return is_short and self.decision_id is not None and self.revoked_by_id is None and self.kept_on is None

    @property
    def subject(self) -> Group | WorkUnit | Place:
        """The family, clan, unit, village or commune."""
        row = self.recognition
        subject = self.commune if row is None else row.group or row.unit or row.village
        assert subject is not None  # registration_of_exactly_one, group_recognition_of_exactly_one
        return subject


class ModelStance(models.Model):
    """What somebody said of a model at a step of its review chain: agreed, or sent it back to the beginning."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="stances")
    step = models.SmallIntegerField()
    step_name = models.CharField(max_length=120)
    agrees = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.registration_id} {self.step}"


class ModelObjectionQuerySet(models.QuerySet["ModelObjection"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(registration__in=Registration.objects.within(scope))

    def waiting(self) -> Self:
        return self.filter(status=ModelObjection.Status.RAISED)


class ContestedResult(models.TextChoices):
    """What a model objects to."""

    FAILED = "failed", _("Chưa được công nhận")
    GRADE = "grade", _("Mức được công nhận thấp")
    REVOKED = "revoke", _("Công nhận bị thu hồi")


class ModelObjection(AnsweredObjection):
    """Of a model: against the decision (`contested`) that took back what `recognised_by` gave, gave a grade too low
    (`decided_grade`, `decided_points`; it is `recognised_by` too), or passed it over (nothing is `recognised_by`). Who answers
    had no hand in it."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="objections")
    contested = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="model_objections")
    recognised_by = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    decided_grade = models.SmallIntegerField(null=True)
    decided_points = models.SmallIntegerField(null=True)

    objects = ModelObjectionQuerySet.as_manager()

    class Meta(AnsweredObjection.Meta):
        constraints = [
            models.UniqueConstraint(fields=["registration", "contested"], name="model_objection_once"),
            *AnsweredObjection.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"ModelObjection {self.pk}"

    @property
    def about(self) -> ContestedResult:
        if self.recognised_by_id is None:
            return ContestedResult.FAILED
        return ContestedResult.REVOKED if self.decided_grade is None else ContestedResult.GRADE

    @property
    def authority_place_id(self) -> int:
        return self.registration.place_id


class ModelObjectionFile(models.Model):
    objection = models.ForeignKey(ModelObjection, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")  # null: erased

    def __str__(self) -> str:
        return f"{self.objection_id}: {self.document_id}"


class JudgingMark(models.Model):
    """A deed touched this place and year: what registered there is to be judged anew. The place by its id alone: a mark must
    not keep a place in use that an order made and that is taken back."""

    place = models.BigIntegerField()
    year = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.place} {self.year}"
