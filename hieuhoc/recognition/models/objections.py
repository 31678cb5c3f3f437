"""What a person says against the result of their dossier, and what came of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.assessment.models import Dossier
from hieuhoc.documents.models import Document
from hieuhoc.lib.scope import Scope
from hieuhoc.recognition.models.granting import reached


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def within(self, scope: Scope) -> Self:
        if scope.everything:
            return self
        return self.filter(reached(scope, place="dossier__place", unit="dossier__unit"))

    def waiting(self) -> Self:
        return self.filter(status=Objection.Status.RAISED)


class AnsweredObjection(models.Model):
    """đề nghị xét lại, whatever the result is about: what is said, and the answer of somebody else until `due_on`."""

    class Status(models.TextChoices):
        RAISED = "raised", _("Chờ xét lại")
        UPHELD = "upheld", _("Đổi kết quả")
        KEPT = "kept", _("Giữ nguyên kết quả")

    reason = models.TextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    status = models.CharField(max_length=6, choices=Status, default=Status.RAISED)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="raised", answered_at__isnull=True)
                | (~models.Q(status="raised") & models.Q(answered_at__isnull=False)),
                name="%(class)s_answered_when",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], condition=models.Q(status="raised"), name="%(class)s_waiting")]


class Objection(AnsweredObjection):
    """Of a person: about the result of the dossier that came at `result_at`; who answers did not judge it."""

    class About(models.TextChoices):
        FAILED = "failed", _("Kết quả chưa đủ điều kiện")
        STRUCK = "struck", _("Bị đưa ra khỏi danh sách đề nghị")
        REVOKED = "revoke", _("Danh hiệu bị thu hồi")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="objections")
    about = models.CharField(max_length=6, choices=About)
    result_at = models.DateTimeField()

    objects = ObjectionQuerySet.as_manager()

    class Meta(AnsweredObjection.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(status="raised"), name="objection_one_waiting"
            ),
            *AnsweredObjection.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"Objection {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.dossier.place_id

    @property
    def owner_id(self) -> int | None:
        return self.dossier.owner_id


class ObjectionFile(models.Model):
    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")  # null: erased

    def __str__(self) -> str:
        return f"{self.objection_id}: {self.document_id}"
