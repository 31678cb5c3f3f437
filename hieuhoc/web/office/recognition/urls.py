from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.recognition import certificates, decisions, groups, proposals, signing

carry_ids("decision", "line", "proposal", "recognition", "signing", "title")

urlpatterns = [
    path("proposals/", proposals.proposal_list, name="proposal-list"),
    path("proposals/new/", proposals.proposal_new, name="proposal-new"),
    path("proposals/<proposal:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<proposal:pk>/list.pdf", proposals.proposal_paper, name="proposal-paper"),
    path("proposals/<proposal:pk>/list.xlsx", proposals.proposal_table, name="proposal-table"),
    path("proposals/<proposal:pk>/add/", proposals.proposal_add, name="proposal-add"),
    path("proposals/<proposal:pk>/send/", proposals.proposal_send, name="proposal-send"),
    path("proposals/<proposal:pk>/return/", proposals.proposal_return, name="proposal-return"),
    path("proposals/<proposal:pk>/decision/", decisions.decision_new, name="decision-new"),
    path("proposal-lines/<line:pk>/strike/", proposals.line_strike, name="line-strike"),
    path("proposal-lines/<line:pk>/restore/", proposals.line_restore, name="line-restore"),
    path("decisions/", decisions.decision_list, name="decision-list"),
    path("decisions/<decision:pk>/", decisions.decision, name="decision"),
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
