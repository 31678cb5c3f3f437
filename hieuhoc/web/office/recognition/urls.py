from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.recognition import (
    certificates,
    corrections,
    decisions,
    groups,
    objections,
    originals,
    papers,
    proposals,
    signing,
)

carry_ids("decision", "line", "objection", "objectionfile", "proposal", "recognition", "signing", "title")

PDF, DOCX = {"form": "pdf"}, {"form": "docx"}
LETTER, MINUTES, DECISION, NOTICE = ({"paper": name} for name in ("letter", "minutes", "decision", "notice"))

urlpatterns = [
    path("proposals/", proposals.proposal_list, name="proposal-list"),
    path("proposals/new/", proposals.proposal_new, name="proposal-new"),
    path("proposals/<proposal:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<proposal:pk>/letter.pdf", papers.proposal_paper, LETTER | PDF, name="proposal-paper"),
    path("proposals/<proposal:pk>/letter.docx", papers.proposal_paper, LETTER | DOCX, name="proposal-paper-docx"),
    path("proposals/<proposal:pk>/minutes.pdf", papers.proposal_paper, MINUTES | PDF, name="minutes-paper"),
    path("proposals/<proposal:pk>/minutes.docx", papers.proposal_paper, MINUTES | DOCX, name="minutes-paper-docx"),
    path("proposals/<proposal:pk>/letter-number/", papers.letter_number, name="letter-number"),
    path("proposals/<proposal:pk>/minutes-number/", papers.minutes_number, name="minutes-number"),
    path("proposals/<proposal:pk>/list.xlsx", proposals.proposal_table, name="proposal-table"),
    path("proposals/<proposal:pk>/add/", proposals.proposal_add, name="proposal-add"),
    path("proposals/<proposal:pk>/send/", proposals.proposal_send, name="proposal-send"),
    path("proposals/<proposal:pk>/return/", proposals.proposal_return, name="proposal-return"),
    path("proposals/<proposal:pk>/decision/", decisions.decision_new, name="decision-new"),
    path("proposal-lines/<line:pk>/strike/", proposals.line_strike, name="line-strike"),
    path("proposal-lines/<line:pk>/restore/", proposals.line_restore, name="line-restore"),
    path("objections/", objections.objection_list, name="objection-list"),
    path("objections/<objection:pk>/", objections.objection, name="objection"),
    path("objections/<objection:pk>/answer/", objections.objection_answer, name="objection-answer"),
    path("objections/files/<objectionfile:pk>/", objections.objection_file, name="objection-file"),
    path("dossiers/<dossier:pk>/objection/", objections.objection_new, name="objection-new"),
    path("decisions/", decisions.decision_list, name="decision-list"),
    path("decisions/<decision:pk>/", decisions.decision, name="decision"),
    path("decisions/<decision:pk>/correct/", corrections.decision_correct, name="decision-correct"),
    path("decisions/<decision:pk>/decision.pdf", papers.decision_paper, DECISION | PDF, name="decision-paper"),
    path("decisions/<decision:pk>/decision.docx", papers.decision_paper, DECISION | DOCX, name="decision-paper-docx"),
    path("decisions/<decision:pk>/notice.pdf", papers.decision_paper, NOTICE | PDF, name="notice-paper"),
    path("decisions/<decision:pk>/notice.docx", papers.decision_paper, NOTICE | DOCX, name="notice-paper-docx"),
    path("decisions/<decision:pk>/notice-number/", papers.notice_number, name="notice-number"),
    path("decisions/<decision:pk>/original.pdf", originals.original, name="decision-original"),
    path("decisions/<decision:pk>/original/", originals.original_attach, name="original-attach"),
    path("decisions/<decision:pk>/original/sign/", originals.original_sign, name="original-sign"),
    path("decisions/<decision:pk>/original/remove/", originals.original_remove, name="original-remove"),
    path("decisions/<decision:pk>/printing/", certificates.certificate_printing, name="certificate-printing"),
    path("decisions/<decision:pk>/print/", certificates.certificate_print, name="certificate-print"),
    path("decisions/<decision:pk>/certificates.zip", certificates.certificate_all, name="certificate-all"),
    path("decisions/<decision:pk>/certificates.pdf", certificates.certificate_merged, name="certificate-merged"),
    path("decisions/reissues/", certificates.reissue_list, name="reissue-list"),
    path("decisions/titles/<title:pk>/reissue/", certificates.certificate_reissue, name="certificate-reissue"),
    path("decisions/signing/", signing.signing_list, name="signing-list"),
    path("decisions/signing/new/", signing.signing_new, name="signing-new"),
    path("decisions/signing/<signing:pk>/", signing.signing_change, name="signing-change"),
    path("decisions/titles/<title:pk>/certificate.pdf", certificates.certificate, name="certificate"),
    path("decisions/titles/<title:pk>/revoke/", decisions.title_revoke, name="title-revoke"),
    path("recognitions/", groups.recognition_list, name="recognition-list"),
    path("recognitions/new/", groups.recognition_new, name="recognition-new"),
    path("recognitions/<recognition:pk>/remove/", groups.recognition_remove, name="recognition-remove"),
]
