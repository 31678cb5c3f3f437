"""From a proposal list to a title, and what is said against it or put right afterwards."""

from hieuhoc.recognition.models.corrections import NameCorrection
from hieuhoc.recognition.models.granting import (
    Certificate,
    Decision,
    DecisionOriginal,
    GroupRecognition,
    Proposal,
    ProposalLine,
    ReplacedCertificate,
    SigningDefault,
    Title,
    reached,
)
from hieuhoc.recognition.models.objections import AnsweredObjection, Objection, ObjectionFile
from hieuhoc.recognition.models.restorations import Restoration

__all__ = [
    "AnsweredObjection",
    "Certificate",
    "Decision",
    "DecisionOriginal",
    "GroupRecognition",
    "NameCorrection",
    "Objection",
    "ObjectionFile",
    "Proposal",
    "ProposalLine",
    "ReplacedCertificate",
    "Restoration",
    "SigningDefault",
    "Title",
    "reached",
]
