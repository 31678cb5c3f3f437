"""Writing the next version: a draft starts as a copy of a version and is the only thing that may be reworded."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import (
    ApplicantGroup,
    Competence,
    Criterion,
    GroupWording,
    PassRule,
    Version,
)
from hieuhoc.criteria.rules import may_change
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def draft_version(source: Version, *, number: str, title: str = "", actor: User | None) -> Version:
    """A draft with everything `source` says. The number of an existing decision makes its next edition (a corrected
    transcription)."""
    require(actor, "criteria.draft_version")
    editions = Version.objects.filter(criteria_set=source.criteria_set, number=number).aggregate(last=Max("edition"))
    draft = Version.objects.create(
        criteria_set=source.criteria_set,
        number=number,
        edition=(editions["last"] or 0) + 1,
        title=title or source.title,
        issued_on=source.issued_on if number == source.number else None,
        source=source.source,
        certainty=source.certainty,
        note=source.note,
        english=source.english,
    )
    _copy_content(source, draft)
    record(
        "criteria.draft_version",
        actor=actor,
        subject_kind="version",
        subject_id=draft.pk,
        changes={"number": [None, number], "copied_from": [None, source.pk]},
    )
    return draft


@transaction.atomic
def reword_criterion(
    criterion: Criterion,
    *,
    text: str,
    source: str,
    certainty: str,
    applicant_group: ApplicantGroup | None = None,
    actor: User | None,
) -> Criterion:
    """New words for a criterion of a draft: for everybody, or for one applicant group only."""
    require(actor, "criteria.reword_criterion")
    version = locked_draft(criterion.version_id)
    if applicant_group is not None:
        GroupWording.objects.update_or_create(
            criterion=criterion, applicant_group=applicant_group, defaults={"text": text}
        )
        old, criterion.source, criterion.certainty = "", source, certainty
    else:
        old, criterion.text, criterion.source, criterion.certainty = criterion.text, text, source, certainty
    criterion.save(update_fields=["text", "source", "certainty"])
    record(
        "criteria.reword_criterion",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={
            "criterion": [criterion.position, criterion.position],
            "group": [None, applicant_group.code if applicant_group else None],
            "text": [old, text],
        },
    )
    return criterion


@transaction.atomic
def rename_competence(competence: Competence, *, name: str, actor: User | None) -> Competence:
    require(actor, "criteria.rename_competence")
    version = locked_draft(competence.version_id)
    old, competence.name = competence.name, name.strip()
    competence.save(update_fields=["name"])
    record(
        "criteria.rename_competence",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"competence": [old, competence.name]},
    )
    return competence


@transaction.atomic
def name_applicant_group(
    version: Version, *, name: str, group: ApplicantGroup | None = None, actor: User | None
) -> ApplicantGroup:
    """A new name for a group of the draft, or without `group` one more group, after the others."""
    require(actor, "criteria.name_applicant_group")
    version = locked_draft(version.pk)
    old = group.name if group else None
    if group is None:
        last = version.applicant_groups.aggregate(last=Max("position"))["last"] or 0
        group = ApplicantGroup(version=version, code=f"group-{last + 1}", position=last + 1)
    group.name = name.strip()
    group.save()
    record(
        "criteria.name_applicant_group",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"group": [old, group.name]},
    )
    return group


@transaction.atomic
def drop_applicant_group(group: ApplicantGroup, *, actor: User | None) -> None:
    """Out of the draft, with the words that were only for it."""
    require(actor, "criteria.drop_applicant_group")
    version = locked_draft(group.version_id)
    record(
        "criteria.drop_applicant_group",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"group": [group.name, None]},
    )
    group.delete()


@transaction.atomic
def set_pass_rule(
    version: Version,
    *,
    area_class: str,
    min_total: int,
    min_each: int,
    source: str,
    certainty: str,
    actor: User | None,
) -> PassRule:
    require(actor, "criteria.set_pass_rule")
    version = locked_draft(version.pk)
    rule, _is_new = PassRule.objects.update_or_create(
        version=version,
        area_class=area_class,
        defaults={"min_total": min_total, "min_each": min_each, "source": source, "certainty": certainty},
    )
    record(
        "criteria.set_pass_rule",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"area_class": [None, area_class], "min_total": [None, min_total], "min_each": [None, min_each]},
    )
    return rule


@transaction.atomic
def describe_version(
    version: Version, *, title: str, source: str, certainty: str, note: str, actor: User | None
) -> Version:
    """Title, source and the note that pages show; a draft typed from the official text says so here."""
    require(actor, "criteria.describe_version")
    version = locked_draft(version.pk)
    changes = {
        "title": [version.title, title],
        "certainty": [version.certainty, certainty],
        "note": [version.note, note],
    }
    version.title, version.source, version.certainty, version.note = title, source, certainty, note
    version.save(update_fields=["title", "source", "certainty", "note"])
    record("criteria.describe_version", actor=actor, subject_kind="version", subject_id=version.pk, changes=changes)
    return version


def locked_draft(version_id: int) -> Version:
    version = Version.objects.select_for_update().get(pk=version_id)
    if version.status in (Version.Status.CONSULTATION, Version.Status.CONSULTED):
        raise Refusal(
            _("Bản đã đưa ra lấy ý kiến không sửa được nữa."),
            remedy=_("Soạn phiên bản mới từ bản này rồi sửa ở đó; bản cũ vẫn đọc cạnh được."),
            code="frozen",
        )
    if not may_change(version.status):
        raise Refusal(
            _("Phiên bản đã ban hành không sửa được."),
            remedy=_("Soạn phiên bản mới từ phiên bản này."),
            code="in_force",
        )
    return version


def _copy_content(source: Version, draft: Version) -> None:
    groups = {
        group.pk: ApplicantGroup.objects.create(
            version=draft, code=group.code, name=group.name, position=group.position
        )
        for group in source.applicant_groups.order_by("position")
    }
    competences = {
        competence.pk: Competence.objects.create(version=draft, position=competence.position, name=competence.name)
        for competence in source.competences.order_by("position")
    }
    criteria = {
        criterion.pk: Criterion.objects.create(
            version=draft,
            competence=competences[criterion.competence_id],
            position=criterion.position,
            text=criterion.text,
            max_points=criterion.max_points,
            source=criterion.source,
            certainty=criterion.certainty,
            root=criterion.root or criterion.pk,
        )
        for criterion in source.criteria.order_by("position")
    }
    GroupWording.objects.bulk_create(
        GroupWording(
            criterion=criteria[old.criterion_id], applicant_group=groups[old.applicant_group_id], text=old.text
        )
        for old in GroupWording.objects.filter(criterion__version=source)
    )
    PassRule.objects.bulk_create(
        PassRule(
            version=draft,
            area_class=rule.area_class,
            min_total=rule.min_total,
            min_each=rule.min_each,
            source=rule.source,
            certainty=rule.certainty,
        )
        for rule in source.pass_rules.all()
    )
