from django.urls import path

from hieuhoc.web.office import assessment, assessment_bulk, assessment_deeds, assessment_evidence, assessment_rounds

urlpatterns = [
    path("rounds/", assessment_rounds.round_list, name="round-list"),
    path("rounds/new/", assessment_rounds.round_new, name="round-new"),
    path("rounds/<round:pk>/", assessment_rounds.round_record, name="round"),
    path("rounds/<round:pk>/change/", assessment_rounds.round_change, name="round-change"),
    path("rounds/<round:pk>/open/", assessment_rounds.round_open, name="round-open"),
    path("rounds/<round:pk>/close/", assessment_rounds.round_close, name="round-close"),
    path("dossiers/", assessment.dossier_list, name="dossier-list"),
    path("dossiers/confirm/", assessment_bulk.dossier_confirm, name="dossier-confirm"),
    path("dossiers/export/", assessment.dossier_export, name="dossier-export"),
    path("citizens/<citizen:pk>/dossiers/new/", assessment_deeds.dossier_new, name="dossier-new"),
    path("dossiers/<dossier:pk>/", assessment.dossier, name="dossier"),
    path("dossiers/<dossier:pk>/scores/", assessment_deeds.dossier_scores, name="dossier-scores"),
    path("dossiers/<dossier:pk>/submit/", assessment_deeds.dossier_submit, name="dossier-submit"),
    path("dossiers/<dossier:pk>/review/", assessment_deeds.dossier_review, name="dossier-review"),
    path("dossiers/<dossier:pk>/return/", assessment_deeds.dossier_return, name="dossier-return"),
    path("dossiers/<dossier:pk>/withdraw/", assessment_deeds.dossier_withdraw, name="dossier-withdraw"),
    path("dossiers/<dossier:pk>/evidence/<int:position>/", assessment_evidence.evidence_new, name="evidence-new"),
    path("evidence/<evidence:pk>/", assessment_evidence.evidence_file, name="evidence"),
    path("evidence/<evidence:pk>/remove/", assessment_evidence.evidence_remove, name="evidence-remove"),
]
