"""Jobs of the "trials" queue. One at a time: each reads every dossier."""

from procrastinate.contrib.django import app

from hieuhoc.lib.faults import passes
from hieuhoc.trials.measuring import count_study
from hieuhoc.trials.models import Study, Trial, Work
from hieuhoc.trials.trying import count_trial


@app.task(queue="trials", name="trials.count_trial", lock="trials")
def count_asked_trial(trial_id: int) -> None:
    try:
        count_trial(Trial.objects.select_related("version").get(pk=trial_id))
    except Exception as fault:
        _stopped(Trial, trial_id, fault)
        raise


@app.task(queue="trials", name="trials.count_study", lock="trials")
def count_asked_study(study_id: int) -> None:
    try:
        count_study(Study.objects.select_related("version").get(pk=study_id))
    except Exception as fault:
        _stopped(Study, study_id, fault)
        raise


def _stopped(kind: type[Trial] | type[Study], pk: int, fault: BaseException) -> None:
    """The page says so. A fault of the database itself hears nothing, and looks interrupted."""
    if not passes(fault):
        kind._default_manager.filter(pk=pk).update(status=Work.Status.STOPPED)
