"""A year's round, one dossier per person in it, evidence, and the points everyone gave."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.criteria.models import ApplicantGroup, Criterion, PassRule, Version
from hieuhoc.documents.models import Document
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class Round(models.Model):
    """One assessment year: its criteria version, window and deadlines; area class and place are read on
    `reference_on`."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Chưa mở")
        OPEN = "open", _("Đang mở")
        CLOSED = "closed", _("Đã đóng")

    year = models.SmallIntegerField(unique=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()
    submit_by = models.DateField()
    review_by = models.DateField()
    reference_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PLANNED)

    def __str__(self) -> str:
        return str(self.year)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def within(self, scope: Scope) -> Self:
        """What somebody may reach: dossiers handled in their places, and those of their work units."""
        if scope.everything:
            return self
        reach = models.Q(unit__in=scope.units) if scope.units else models.Q(pk__in=())
        if scope.places:
            reach |= among("place", scope)
        return self.filter(reach)

    def of(self, citizen: Citizen) -> Self:
        return self.filter(citizen=citizen)


class Dossier(models.Model):
    """Hồ sơ: one person, one round. `place` = where it is handled (commune or village); `unit` when it goes by the
    work unit."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Chờ xét")
        RETURNED = "returned", pgettext_lazy("state", "Trả lại để bổ sung")
        PASSED = "passed", _("Đủ điều kiện")
        FAILED = "failed", _("Chưa đủ điều kiện")
        PROPOSED = "proposed", _("Đã đề nghị công nhận")
        RECOGNISED = "recognised", _("Đã công nhận")
        WITHDRAWN = "withdrawn", _("Đã rút")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="dossiers", db_constraint=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(WorkUnit, null=True, on_delete=models.PROTECT, related_name="+")
    applicant_group = models.ForeignKey(ApplicantGroup, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    edition = models.IntegerField(default=0)  # raised by every deed: a form carries the one it saw
    self_points = ArrayField(models.SmallIntegerField(null=True), default=list)  # by Criterion.position
    final_points = ArrayField(models.SmallIntegerField(null=True), default=list)  # after review
    total = models.SmallIntegerField(null=True)
    pass_rule = models.ForeignKey(
        PassRule, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # decided
    is_assisted = models.BooleanField(default=False)  # an officer entered it on the person's behalf
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    return_note = models.TextField(blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen", "round"], name="dossier_once"),
            models.CheckConstraint(  # lists of what waits go by it
                condition=~models.Q(status="submitted") | models.Q(submitted_at__isnull=False), name="dossier_sent_when"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "round", "status", "id"], name="dossier_place"),
            models.Index(fields=["status", "id"], name="dossier_status"),  # the few that wait among millions decided
            models.Index(fields=["submitted_at", "id"], condition=models.Q(status="submitted"), name="dossier_waiting"),
        ]

    def __str__(self) -> str:
        return f"Dossier {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def owner_id(self) -> int | None:
        """The account of the person it is about."""
        return self.citizen.user_id


class Scoring(models.Model):
    """The points one actor gave at one stage; kept for ever, `reasons` by criterion position for points changed in
    review. `step`: position of the step of the review chain, for dossiers that go by one."""

    class Stage(models.TextChoices):
        SELF = "self", _("Tự đánh giá")
        ASSISTED = "assisted", _("Cán bộ nhập hộ")
        REVIEW = "review", _("Xét duyệt")
        SHEET = "sheet", _("Nhập từ bảng tính")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="scorings")
    stage = models.CharField(max_length=8, choices=Stage)
    points = ArrayField(models.SmallIntegerField(null=True))
    reasons = models.JSONField(default=dict)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    step = models.SmallIntegerField(null=True)
    step_name = models.CharField(max_length=120, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.stage}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope))


class Meeting(models.Model):
    """cuộc họp của Hội đồng xét duyệt of a commune about dossiers of one round that wait at the council's step."""

    class Status(models.TextChoices):
        CALLED = "called", _("Đã mời họp")
        HELD = "held", _("Đã họp")
        CANCELLED = "cancelled", _("Không họp")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    meets_at = models.DateTimeField()
    venue = models.CharField(max_length=200)
    status = models.CharField(max_length=9, choices=Status, default=Status.CALLED)
    quorum = models.SmallIntegerField(default=67)  # per cent of the members who must be there
    present = models.SmallIntegerField(null=True)  # how many were, once it was held
    remark = models.TextField(blank=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True)
    minutes = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        # Called one at a time (actions.meetings); where communes became one, each may have called one before.
        indexes = [models.Index(fields=["round", "place"], condition=models.Q(status="called"), name="meeting_called")]

    def __str__(self) -> str:
        return f"Meeting {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class MeetingMember(models.Model):
    """Who is invited; `user` when they have an account, whose own and family's dossiers they do not vote on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    was_present = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "name", "post"], name="meeting_member_once")]

    def __str__(self) -> str:
        return self.name


class MeetingLine(models.Model):
    """A dossier laid before a council. Without an exception everybody present votes for it; `votes_*` are those of the
    meeting once it was held."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="meeting_lines")
    is_excepted = models.BooleanField(default=False)
    votes_for = models.SmallIntegerField(null=True)
    votes_against = models.SmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    agrees = models.BooleanField(null=True)  # null: not decided, or left out of the meeting

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "dossier"], name="meeting_line_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.dossier_id}"


class Stance(models.Model):
    """What somebody said of a dossier at a step of the review chain that gives no points; kept beside the points."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="stances")
    step = models.SmallIntegerField()
    step_name = models.CharField(max_length=120)
    agrees = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.step}"


class Evidence(models.Model):
    """minh chứng for one criterion: text, or a link or file with or without text. Removed, only the row is left."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Lời kể")
        LINK = "link", pgettext_lazy("evidence", "Đường dẫn")
        FILE = "file", _("Tệp")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    text = models.TextField(blank=True)
    link = models.URLField(blank=True, max_length=500)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"
