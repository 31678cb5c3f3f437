"""An import as it is kept: the batch, its chunks (for resume and undo) and its problems."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.places.models import Place
from hieuhoc.sheets.definition import said


class Batch(models.Model):
    class Status(models.TextChoices):
        RECEIVED = "received", _("Đã nhận")
        CHECKING = "checking", _("Đang kiểm tra")
        CHECKED = "checked", _("Chờ xác nhận")
        REFUSED = "refused", _("Không đọc được")
        WRITING = "writing", _("Đang ghi")
        DONE = "done", _("Đã ghi")
        CANCELLED = "cancelled", _("Đã huỷ")
        UNDOING = "undoing", _("Đang hoàn tác")
        UNDONE = "undone", _("Đã hoàn tác")

    sheet = models.CharField(max_length=40)
    sheet_version = models.CharField(max_length=16)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.BinaryField()
    folder = models.CharField(max_length=200)  # under DATA_DIR: the sealed upload, staged chunks and undo data
    legal_basis = models.CharField(max_length=300, blank=True)
    settings = models.JSONField(default=dict)  # what the officer chose: year, effective date …
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    phase = models.CharField(max_length=40, blank=True)
    rows_done = models.IntegerField(default=0)
    rows_total = models.IntegerField(null=True)
    counts = models.JSONField(default=dict)  # new, changed, same, refused, warned, ambiguous
    notes = models.JSONField(default=list)
    note_parts = models.JSONField(default=list, db_default=[])  # of each note its lib.words.Parts, or null
    questions = models.JSONField(default=list, db_default=[])  # what the last check asked; see questions.py
    answers = models.JSONField(default=dict, db_default={})  # code of a question → the officer's answer
    refusal = models.TextField(blank=True)
    seen_entry_id = models.BigIntegerField(
        null=True
    )  # newest audit entry when checked: later ones mean "compare again"
    audit_entry_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    phase_started_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["place", "-id"], name="batch_place")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class ChunkQuerySet(models.QuerySet["Chunk"]):
    def standing(self) -> Self:
        """Written and not taken back."""
        return self.filter(written_at__isnull=False, undone_at__isnull=True)


class Chunk(models.Model):
    """A run of rows written in one transaction; staged rows and undo data lie in encrypted files in the batch's folder.
    Position -1 is what the batch makes before its rows (new villages, households): it has undo data and no rows."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="chunks")
    position = models.IntegerField()
    row_count = models.IntegerField()
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    counts = models.JSONField(null=True)  # what became of its rows when it was written (Findings.counts)

    objects = ChunkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.position}"


class Problem(models.Model):
    class Severity(models.TextChoices):
        ERROR = "error", _("Lỗi")
        WARNING = "warning", _("Cảnh báo")
        AMBIGUOUS = "ambiguous", _("Cần chọn")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="problems")
    row_number = models.IntegerField()  # as the officer sees it in the file, header included
    column = models.CharField(max_length=60, blank=True)
    severity = models.CharField(max_length=10, choices=Severity)
    cause = models.CharField(max_length=60)
    message = models.TextField()  # what is wrong and what would be right, never the whole personal value; see `said`
    detail = models.BinaryField(null=True)  # encrypted: candidates of an ambiguous row

    class Meta:
        indexes = [models.Index(fields=["batch", "row_number"], name="problem_row")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row_number} {self.cause}"

    @property
    def sentence(self) -> str:
        return said(self.message)


class Export(models.Model):
    """A long list that somebody asked for: written by a job, kept sealed for a time, given to who asked and nobody else."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Đang chờ")
        BEING_WRITTEN = "being_written", _("Đang viết")
        READY = "ready", _("Tải được")
        STOPPED = "stopped", _("Không viết được")
        REMOVED = "removed", _("Đã xoá")

    kind = models.CharField(max_length=60)  # which table; see exports.py
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=120)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    folder = models.CharField(max_length=200)  # under DATA_DIR: what was asked for and the file, each sealed
    status = models.CharField(max_length=14, choices=Status, default=Status.ASKED)
    rows_done = models.IntegerField(default=0)
    refusal = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "-id"], name="export_asked_by")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
