from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.trials import studies, trials

carry_ids("study", "trial", "version")

urlpatterns = [
    path("criteria/<version:pk>/trials/", trials.trial_list, name="trial-list"),
    path("criteria/<version:pk>/trials/new/", trials.trial_new, name="trial-new"),
    path("criteria/trials/<trial:pk>/", trials.trial, name="trial"),
    path("criteria/trials/<trial:pk>/progress/", trials.trial_progress, name="trial-progress"),
    path("criteria/trials/<trial:pk>/cancel/", trials.trial_cancel, name="trial-cancel"),
    path("criteria/trials/<trial:pk>/changes/", trials.trial_changes, name="trial-changes"),
    path("criteria/<version:pk>/studies/", studies.study_list, name="study-list"),
    path("criteria/<version:pk>/studies/new/", studies.study_new, name="study-new"),
    path("criteria/studies/<study:pk>/", studies.study, name="study"),
    path("criteria/studies/<study:pk>/progress/", studies.study_progress, name="study-progress"),
    path("criteria/studies/<study:pk>/cancel/", studies.study_cancel, name="study-cancel"),
]
