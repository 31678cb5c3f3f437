from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.consultations import comments, consultations, invitations

carry_ids("comment", "invitation", "version")

urlpatterns = [
    path("criteria/<version:pk>/consultation/", consultations.consultation, name="consultation"),
    path("criteria/<version:pk>/consultation/new/", consultations.consultation_new, name="consultation-new"),
    path("criteria/<version:pk>/consultation/days/", consultations.consultation_days, name="consultation-days"),
    path("criteria/<version:pk>/consultation/close/", consultations.consultation_close, name="consultation-close"),
    path(
        "criteria/<version:pk>/consultation/report/",
        consultations.consultation_report,
        {"form": "pdf"},
        name="consultation-report",
    ),
    path(
        "criteria/<version:pk>/consultation/report.docx",
        consultations.consultation_report,
        {"form": "docx"},
        name="consultation-report-docx",
    ),
    path("criteria/<version:pk>/invitations/", invitations.invitation_list, name="invitation-list"),
    path("criteria/<version:pk>/invitations/new/", invitations.invitation_new, name="invitation-new"),
    path("criteria/invitations/<invitation:pk>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("criteria/comments/<comment:pk>/", comments.comment, name="comment"),
    path("criteria/comments/<comment:pk>/answer/", comments.comment_answer, name="comment-answer"),
    path("criteria/comments/<comment:pk>/display/", comments.comment_display, name="comment-display"),
]
