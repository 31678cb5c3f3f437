from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.assessment import (
    bulk,
    deeds,
    dossiers,
    evidence,
    following,
    meetings,
    minutes,
    rounds,
    steps,
)

carry_ids("citizen", "dossier", "evidence", "meeting", "meetingline", "round")

PDF, DOCX = {"form": "pdf"}, {"form": "docx"}

urlpatterns = [
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/new/", rounds.round_new, name="round-new"),
    path("rounds/<round:pk>/", rounds.round_record, name="round"),
    path("rounds/<round:pk>/change/", rounds.round_change, name="round-change"),
    path("rounds/<round:pk>/open/", rounds.round_open, name="round-open"),
    path("rounds/<round:pk>/close/", rounds.round_close, name="round-close"),
    path("dossiers/", dossiers.dossier_list, name="dossier-list"),
    path("dossiers/confirm/", bulk.dossier_confirm, name="dossier-confirm"),
    path("dossiers/send/", bulk.dossier_send, name="dossier-send"),
    path("dossiers/next/", following.dossier_next, name="dossier-next"),
    path("dossiers/steps/", steps.step_list, name="step-list"),
    path("dossiers/steps/agree/", steps.step_agree, name="step-agree"),
    path("dossiers/list.pdf", dossiers.dossier_paper, PDF, name="dossier-paper"),
    path("dossiers/list.docx", dossiers.dossier_paper, DOCX, name="dossier-paper-docx"),
    path("dossiers/score-sheet.xlsx", dossiers.score_sheet, name="score-sheet"),
    path("dossiers/export/", dossiers.dossier_export, name="dossier-export"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/<meeting:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<meeting:pk>/except/", meetings.meeting_except, name="meeting-except"),
    path("meetings/<meeting:pk>/hold/", meetings.meeting_hold, name="meeting-hold"),
    path("meetings/<meeting:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("meetings/<meeting:pk>/list.pdf", minutes.meeting_list_paper, PDF, name="meeting-paper"),
    path("meetings/<meeting:pk>/list.docx", minutes.meeting_list_paper, DOCX, name="meeting-paper-docx"),
    path("meetings/<meeting:pk>/invitation.pdf", minutes.meeting_invitation, PDF, name="meeting-invitation"),
    path("meetings/<meeting:pk>/invitation.docx", minutes.meeting_invitation, DOCX, name="meeting-invitation-docx"),
    path("meetings/<meeting:pk>/minutes.pdf", minutes.meeting_minutes, PDF, name="meeting-minutes"),
    path("meetings/<meeting:pk>/minutes.docx", minutes.meeting_minutes, DOCX, name="meeting-minutes-docx"),
    path("meetings/<meeting:pk>/number/", minutes.meeting_number, name="meeting-number"),
    path("citizens/<citizen:pk>/dossiers/new/", deeds.dossier_new, name="dossier-new"),
    path("dossiers/<dossier:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<dossier:pk>/form.pdf", dossiers.dossier_form, PDF, name="dossier-form"),
    path("dossiers/<dossier:pk>/form.docx", dossiers.dossier_form, DOCX, name="dossier-form-docx"),
    path("dossiers/<dossier:pk>/scores/", deeds.dossier_scores, name="dossier-scores"),
    path("dossiers/<dossier:pk>/submit/", deeds.dossier_submit, name="dossier-submit"),
    path("dossiers/<dossier:pk>/review/", deeds.dossier_review, name="dossier-review"),
    path("dossiers/<dossier:pk>/agree/", steps.dossier_agree, name="dossier-agree"),
    path("dossiers/<dossier:pk>/return/", deeds.dossier_return, name="dossier-return"),
    path("dossiers/<dossier:pk>/withdraw/", deeds.dossier_withdraw, name="dossier-withdraw"),
    path("dossiers/<dossier:pk>/evidence/<int:position>/", evidence.evidence_new, name="evidence-new"),
    path("evidence/<evidence:pk>/", evidence.evidence_file, name="evidence"),
    path("evidence/<evidence:pk>/remove/", evidence.evidence_remove, name="evidence-remove"),
]
