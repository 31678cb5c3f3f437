"""Digital-skill facts of a person, each with its basis and date; never derived silently."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.people.models import Citizen


class SkillFact(models.Model):
    """Holds from `since`; `until` when a later note takes it back."""

    class Kind(models.TextChoices):
        DIGITAL = "digital", _("Có kỹ năng số")
        PROFICIENT = "proficient", _("Thành thạo kỹ năng số")
        JOB_FIT = "job_fit", _("Đáp ứng nhu cầu công việc")

    class Basis(models.TextChoices):
        CONFIRMATION = "confirmation", _("Xác nhận theo Quyết định 757/QĐ-BKHCN")
        CRITERION = "criterion", _("Điểm chỉ số công nghệ thông tin")
        SCHOOL = "school", _("Kết quả học tập")
        OFFICER = "officer", _("Cán bộ xác nhận")

    citizen = models.ForeignKey(
        Citizen, on_delete=models.CASCADE, related_name="skill_facts", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind)
    basis = models.CharField(max_length=12, choices=Basis)
    note = models.CharField(max_length=200, blank=True)  # number of the confirmation, never personal data
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen", "kind", "since"], name="skill_fact_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(since__lt=models.F("until")),
                name="skill_fact_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} {self.kind}"
