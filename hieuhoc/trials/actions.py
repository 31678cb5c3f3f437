"""Asking for a count, and stopping it. The counting itself is a job: it writes no dossier, only its own result."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.models import Round
from hieuhoc.audit.actions import record
from hieuhoc.criteria.actions.force import refuse_gaps
from hieuhoc.criteria.models import Version
from hieuhoc.lib.errors import Refusal
from hieuhoc.trials.models import Study, Trial, TrialChange, Work
from hieuhoc.trials.work import OPEN

QUEUE = "trials"


@transaction.atomic
def ask_trial(
    version: Version,
    years: Collection[int],
    *,
    new_answers: str = Trial.NewAnswers.SHARE,
    regrouped: Mapping[str, str] | None = None,
    actor: User | None,
) -> Trial:
    """Tries what the version says now on the decided dossiers of those years. `regrouped`: code of a group those dossiers
    were in → the version's group they would be in, "" = none."""
    require(actor, "trials.ask_trial")
    refuse_gaps(version)
    trial = Trial.objects.create(
        version=version,
        years=_known_years(years),
        new_answers=new_answers,
        regrouped=dict(regrouped or {}),
        asked_by=actor,
    )
    record(
        "trials.ask_trial",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"years": [None, trial.years], "trial": [None, trial.pk]},
    )
    app.configure_task("trials.count_trial", queue=QUEUE).defer(trial_id=trial.pk)
    return trial


@transaction.atomic
def cancel_trial(trial: Trial, *, actor: User | None) -> Trial:
    """Stops the counting at its next run; what was counted so far goes."""
    require(actor, "trials.cancel_trial")
    if _cancelled(trial):
        TrialChange.objects.filter(trial=trial).delete()
        record(
            "trials.cancel_trial",
            actor=actor,
            subject_kind="version",
            subject_id=trial.version_id,
            changes={"trial": [trial.pk, None]},
        )
    return trial


@transaction.atomic
def ask_study(version: Version, years: Collection[int], *, actor: User | None) -> Study:
    """Measures each criterion on the dossiers that were decided by this version in those years."""
    require(actor, "trials.ask_study")
    chosen = _known_years(years)
    if Round.objects.filter(year__in=chosen, version=version).count() < len(chosen):
        raise Refusal(
            _("Có năm không đánh giá bằng bộ tiêu chí này."),
            remedy=_("Chọn những năm đã dùng bộ này."),
            code="other_version",
        )
    study = Study.objects.create(version=version, years=chosen, asked_by=actor)
    record(
        "trials.ask_study",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"years": [None, study.years], "study": [None, study.pk]},
    )
    app.configure_task("trials.count_study", queue=QUEUE).defer(study_id=study.pk)
    return study


@transaction.atomic
def cancel_study(study: Study, *, actor: User | None) -> Study:
    require(actor, "trials.cancel_study")
    if _cancelled(study):
        record(
            "trials.cancel_study",
            actor=actor,
            subject_kind="version",
            subject_id=study.version_id,
            changes={"study": [study.pk, None]},
        )
    return study


def _known_years(years: Collection[int]) -> list[int]:
    chosen = sorted(set(years))
    if not chosen or Round.objects.filter(year__in=chosen).count() < len(chosen):
        raise Refusal(_("Chưa chọn năm nào đã có đợt đánh giá."), code="no_year")
    return chosen


def _cancelled(work: Trial | Study) -> bool:
    """False when it is over already: asked twice, done once."""
    rows = type(work)._default_manager.select_for_update().filter(pk=work.pk, status__in=OPEN)
    is_open = rows.exists()
    if is_open:
        rows.update(status=Work.Status.CANCELLED)
    work.refresh_from_db()
    return is_open
