"""Putting a version in force and ending it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.rules import Content, gaps, may_promulgate, may_retire
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def promulgate_version(
    version: Version, *, since: date, issued_on: date | None = None, number: str = "", actor: User | None
) -> Version:
    """In force from that day on, and unchangeable (the database refuses too). `number`: of the decision that promulgates it,
    when it is not the draft's. Asked again for the same day: the same result."""
    require(actor, "criteria.promulgate_version")
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.status == Version.Status.IN_FORCE and version.since == since:
        return version
    if version.status == Version.Status.CONSULTATION:
        raise Refusal(
            _("Bản này đang lấy ý kiến."), remedy=_("Kết thúc lấy ý kiến rồi mới ban hành."), code="in_consultation"
        )
    if not may_promulgate(version.status):
        raise Refusal(_("Phiên bản này đã ban hành."), remedy=_("Muốn sửa, soạn phiên bản mới."), code="in_force")
    refuse_gaps(version)
    draft_number = version.number
    _number(version, number.strip())
    version.status, version.since = Version.Status.IN_FORCE, since
    version.issued_on = issued_on or version.issued_on or since
    version.save(update_fields=["status", "since", "issued_on", "number", "edition"])
    record(
        "criteria.promulgate_version",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"status": [None, version.status], "since": [None, since], "number": [draft_number, version.number]},
    )
    return version


@transaction.atomic
def retire_version(version: Version, *, until: date, actor: User | None) -> Version:
    """`until` is the first day it no longer applies. Rounds that named it keep it: old results stay answerable."""
    require(actor, "criteria.retire_version")
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.status == Version.Status.RETIRED and version.until == until:
        return version
    if not may_retire(version.status):
        raise Refusal(_("Chỉ kết thúc được một phiên bản đang áp dụng."), code="not_in_force")
    if version.since is not None and until <= version.since:
        first = version.since + timedelta(days=1)
        raise Refusal(
            _("Ngày hết hiệu lực phải từ %(day)s trở đi.") % {"day": f"{first:%d/%m/%Y}"}, code="until_too_early"
        )
    version.status, version.until = Version.Status.RETIRED, until
    version.save(update_fields=["status", "until"])
    record(
        "criteria.retire_version",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"status": ["in_force", version.status], "until": [None, until]},
    )
    return version


def _number(version: Version, number: str) -> None:
    """A decision that is known already gets its next edition."""
    if not number or number == version.number:
        return
    same = Version.objects.filter(criteria_set=version.criteria_set_id, number=number)
    version.number, version.edition = number, (same.aggregate(last=Max("edition"))["last"] or 0) + 1


def refuse_gaps(version: Version) -> None:
    sentences = {
        "no_group": _("Chưa có nhóm đối tượng nào."),
        "no_criterion": _("Chưa có chỉ số nào."),
        "no_general_rule": _("Chưa có mức điểm chung."),
        "total_out_of_reach": _("Có mức điểm tổng cao hơn tổng điểm tối đa, hoặc bằng 0."),
        "each_out_of_reach": _("Có mức điểm từng chỉ số cao hơn điểm tối đa của chỉ số."),
    }
    content = Content(
        group_count=version.applicant_groups.count(),
        max_points=tuple(version.criteria.values_list("max_points", flat=True)),
        pass_rules=tuple(version.pass_rules.values_list("area_class", "min_total", "min_each")),
    )
    missing = gaps(content)
    if missing:
        raise Refusal(" ".join(sentences[gap] for gap in missing), code=missing[0])
