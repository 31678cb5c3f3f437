"""From a proposal list to a decision, titles, certificates and their revocation; recorded recognitions of groups."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.documents.models import Document
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen, Group, UnitSpell, WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


def reached(scope: Scope, *, place: str, unit: str) -> models.Q:
    """The rows somebody may reach: by the place in column `place`, or by the work unit in column `unit`."""
    reach = models.Q(**{f"{unit}__in": scope.units}) if scope.units else models.Q(pk__in=())
    return reach | among(place, scope) if scope.places else reach


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(reached(scope, place="place", unit="unit"))


class DecisionQuerySet(models.QuerySet["Decision"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(reached(scope, place="place", unit="proposal__unit"))


class TitleQuerySet(models.QuerySet["Title"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(reached(scope, place="place", unit="dossier__unit"))

    def of(self, citizen: Citizen) -> Self:
        return self.filter(citizen=citizen)

    def standing(self) -> Self:
        return self.filter(revoked_on__isnull=True)

    def with_an_old_name(self) -> Self:
        """Those whose paper says another name than the record does now."""
        printed = self.standing().filter(certificate__printed_name__gt="")
        return printed.exclude(certificate__printed_name=models.F("citizen__name"))

    def under(self, decision: "Decision") -> Self:
        """Those that the decision gives, takes back (also where another gave them back since), gives back or puts right."""
        if decision.kind == Decision.Kind.REVOKE:
            given_back = list(decision.lifted_revocations.values_list("title", flat=True))
            return self.filter(models.Q(revoked_by=decision) | models.Q(pk__in=given_back))
        column = {Decision.Kind.RECOGNISE: "decision", Decision.Kind.RESTORE: "restorations__decision"}
        return self.filter(**{column.get(Decision.Kind(decision.kind), "name_corrections__decision"): decision})

    def listed(self) -> Self:
        """In the order of lists: key columns (citizen__name_key, id)."""
        return self.select_related("citizen", "decision", "certificate").order_by("citizen__name_key", "id")


class GroupRecognitionQuerySet(models.QuerySet["GroupRecognition"]):
    def within(self, scope: Scope) -> Self:
        """By the place of the group or village, by a seat the unit ever had, or by the unit or group itself."""
        if scope.everything:
            return self
        reach = models.Q(unit__in=scope.units) | models.Q(group__in=scope.groups)
        if scope.places:
            seated = UnitSpell.objects.filter(among("place", scope)).values("unit")
            reach |= among("group__place", scope) | among("village", scope) | models.Q(unit__in=seated)
        return self.filter(reach)


class Proposal(models.Model):
    """Danh sách đề nghị of a commune or of a work unit for one round."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        SENT = "sent", _("Đã trình")
        DECIDED = "decided", _("Đã có quyết định")
        RETURNED = "returned", pgettext_lazy("state", "Trả lại")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(WorkUnit, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    edition = models.IntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "round", "status"], name="proposal_place")]

    def __str__(self) -> str:
        return f"Proposal {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class ProposalLine(models.Model):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    """A struck line stays as history: its dossier may then stand on another list."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="proposal_lines", db_index=False)
    is_struck = models.BooleanField(default=False)
    strike_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(is_struck=False), name="proposal_line_dossier_on_one_list"
            ),
        ]
        indexes = [models.Index(fields=["dossier"], name="proposal_line_dossier")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.dossier_id}"


class SigningDefaultQuerySet(models.QuerySet["SigningDefault"]):
    def within(self, scope: Scope) -> Self:
        """Those of the places in reach, and the one for everywhere."""
        if scope.everything:
            return self
        return self.filter(models.Q(place__isnull=True) | among("place", scope))


class SigningDefault(models.Model):
    """What a decision form starts with at `place` and everywhere below it: data of the province, never of the
    programme text.

    No source seen names who signs for an individual title, so the level that decides is data too (`commune_decides`).
    """

    place = models.OneToOneField(Place, null=True, on_delete=models.CASCADE, related_name="+")  # null = everywhere else
    issuer = models.CharField(max_length=200)
    signatory = models.CharField(max_length=120, blank=True)
    signatory_title = models.CharField(max_length=120)
    number_suffix = models.CharField(max_length=40, blank=True)  # "/QĐ-UBND"
    legal_basis = models.TextField()
    commune_decides = models.BooleanField(default=False)
    two_people = models.BooleanField(default=False, db_default=False)  # who made or sent the list does not decide on it
    source = models.TextField(blank=True)

    objects = SigningDefaultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(place__isnull=True), name="signing_default_one_for_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return self.issuer


class Decision(models.Model):
    """quyết định công nhận (or thu hồi, khôi phục, đính chính `corrects`): number, date, signatory and legal basis are what the officer
    enters, defaults are settings."""

    class Kind(models.TextChoices):
        RECOGNISE = "recognise", pgettext_lazy("kind", "Công nhận")
        REVOKE = "revoke", pgettext_lazy("kind", "Thu hồi")
        CORRECT = "correct", pgettext_lazy("kind", "Đính chính")
        RESTORE = "restore", pgettext_lazy("kind", "Khôi phục")

    kind = models.CharField(max_length=9, choices=Kind, default=Kind.RECOGNISE)
    proposal = models.OneToOneField(Proposal, null=True, on_delete=models.PROTECT, related_name="decision")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="decisions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    signed_on = models.DateField()
    issuer = models.CharField(max_length=200)
    signatory = models.CharField(max_length=120)
    signatory_title = models.CharField(max_length=120)
    legal_basis = models.TextField()
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number", "signed_on"], name="decision_once"),
            models.CheckConstraint(
                condition=models.Q(kind="correct", corrects__isnull=False)
                | (~models.Q(kind="correct") & models.Q(corrects__isnull=True)),
                name="decision_corrects_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class DecisionOriginalQuerySet(models.QuerySet["DecisionOriginal"]):
    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)


class DecisionOriginal(models.Model):
    """Bản gốc: the decision as it was signed. `is_public`: who checks a certificate sees it."""

    class Kind(models.TextChoices):
        SCAN = "scan", _("Bản quét")
        SIGNED = "signed", _("Bản ký số")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="originals")
    kind = models.CharField(max_length=6, choices=Kind)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField()
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removal_reason = models.CharField(max_length=300, blank=True)

    objects = DecisionOriginalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(removed_at__isnull=True), name="decision_original_one_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"DecisionOriginal {self.pk}"


class Title(models.Model):
    """Danh hiệu Công dân học tập for the round's year, whatever the decision's date."""

    citizen = models.ForeignKey(
        Citizen, on_delete=models.PROTECT, related_name="titles", db_constraint=False, db_index=False
    )
    year = models.SmallIntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="titles", db_constraint=False)
    dossier = models.OneToOneField(Dossier, null=True, on_delete=models.PROTECT, related_name="title")
    revoked_on = models.DateField(null=True)
    revoked_by = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="revoked_titles")
    revocation_reason = models.CharField(max_length=300, blank=True)

    objects = TitleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "year"], condition=models.Q(revoked_on__isnull=True), name="title_once_a_year"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "year"], name="title_place"),
            models.Index(fields=["citizen", "year"], name="title_citizen"),
        ]

    def __str__(self) -> str:
        return f"Title {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def owner_id(self) -> int | None:
        return self.citizen.user_id


class Certificate(models.Model):
    """chứng nhận: rendered on commit, stored with its hash, found by its public code. `printed_name` and
    `printed_residence`: what the paper says of the person, whatever the record says later; "" while it is not drawn."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=16, unique=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField(null=True)
    printed_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    printed_residence = models.CharField(max_length=500, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.code


class ReplacedCertificate(models.Model):
    """A paper that a newer one stands for: whoever holds it learns so by its code, and by which decision if one was made."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="replaced_certificates")
    code = models.CharField(max_length=16, unique=True)
    printed_name = models.CharField(max_length=120)
    replaced_on = models.DateField()
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return self.code


class GroupRecognition(models.Model):
    """A family, clan, village community or work unit registered or recognised as a learning model for a year: a
    recorded fact, or one that was earned against criteria and changes by its own deeds alone."""

    class Status(models.TextChoices):
        REGISTERED = "registered", _("Đã đăng ký")
        RECOGNISED = "recognised", _("Đã công nhận")

    year = models.SmallIntegerField()
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="recognitions")
    unit = models.ForeignKey(WorkUnit, null=True, on_delete=models.PROTECT, related_name="recognitions")
    village = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status)
    decision_number = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    is_earned = models.BooleanField(default=False, db_default=False)

    objects = GroupRecognitionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(group__isnull=False, unit__isnull=True, village__isnull=True)
                    | models.Q(group__isnull=True, unit__isnull=False, village__isnull=True)
                    | models.Q(group__isnull=True, unit__isnull=True, village__isnull=False)
                ),
                name="group_recognition_of_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["year", "group", "unit", "village"], nulls_distinct=False, name="group_recognition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"GroupRecognition {self.pk}"
