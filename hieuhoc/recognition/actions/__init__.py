"""The deeds of the room, from a proposal list to a revoked title, and recorded recognitions of groups."""

from hieuhoc.recognition.actions.corrections import correct_decision
from hieuhoc.recognition.actions.decisions import gap_sentences, issue_decision
from hieuhoc.recognition.actions.groups import (
    GroupFact,
    record_group_recognition,
    record_group_recognitions,
    remove_group_recognition,
)
from hieuhoc.recognition.actions.objections import answer_objection, raise_objection
from hieuhoc.recognition.actions.originals import attach_original, remove_original, sign_decision
from hieuhoc.recognition.actions.printing import print_certificates
from hieuhoc.recognition.actions.proposals import (
    make_proposal,
    restore_line,
    return_proposal,
    send_proposal,
    strike_line,
)
from hieuhoc.recognition.actions.raising import SentFile
from hieuhoc.recognition.actions.reissues import reissue_certificate
from hieuhoc.recognition.actions.restorations import restore_title
from hieuhoc.recognition.actions.revocations import revoke_title
from hieuhoc.recognition.actions.signing import set_signing_default

__all__ = [
    "GroupFact",
    "SentFile",
    "answer_objection",
    "attach_original",
    "correct_decision",
    "gap_sentences",
    "issue_decision",
    "make_proposal",
    "print_certificates",
    "raise_objection",
    "record_group_recognition",
    "record_group_recognitions",
    "reissue_certificate",
    "remove_group_recognition",
    "remove_original",
    "restore_line",
    "restore_title",
    "return_proposal",
    "revoke_title",
    "send_proposal",
    "set_signing_default",
    "sign_decision",
    "strike_line",
]
