"""How a version in force is to be understood: written beside it, and withdrawn, while its own words stand as promulgated."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import Criterion, Guidance, Version
from hieuhoc.criteria.rules import may_assess
from hieuhoc.lib.errors import Refusal

MOST_GUIDANCE = 4_000  # letters


@transaction.atomic
def write_guidance(
    version: Version, *, text: str, criterion: Criterion | None = None, source: str = "", actor: User | None
) -> Guidance:
    """Of one criterion, or of the whole. A draft has none: its words are changed instead."""
    require(actor, "criteria.write_guidance")
    version = Version.objects.select_for_update().get(pk=version.pk)
    if not may_assess(version.status):
        raise Refusal(
            _("Bản này chưa ban hành nên chưa có hướng dẫn."),
            remedy=_("Sửa ngay lời của bản soạn, hoặc ban hành rồi hướng dẫn."),
            code="not_in_force",
        )
    if not text.strip() or len(text) > MOST_GUIDANCE:
        raise Refusal(_("Ghi nội dung hướng dẫn, dài nhất %(most)s ký tự.") % {"most": MOST_GUIDANCE}, code="no_text")
    guidance = Guidance.objects.create(
        version=version, criterion=criterion, text=text.strip(), source=" ".join(source.split())
    )
    record(
        "criteria.write_guidance",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"criterion": [None, criterion.position if criterion else None], "text": [None, guidance.text]},
    )
    return guidance


@transaction.atomic
def withdraw_guidance(guidance: Guidance, *, actor: User | None) -> Guidance:
    """It holds no more; the history keeps what it said. Withdrawn twice is once."""
    require(actor, "criteria.withdraw_guidance")
    guidance = Guidance.objects.select_for_update().get(pk=guidance.pk)
    if guidance.withdrawn_at is None:
        guidance.withdrawn_at = timezone.now()
        guidance.save(update_fields=["withdrawn_at"])
        record(
            "criteria.withdraw_guidance",
            actor=actor,
            subject_kind="version",
            subject_id=guidance.version_id,
            changes={"text": [guidance.text, None]},
        )
    return guidance
