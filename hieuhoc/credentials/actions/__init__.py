"""The deeds of the room: keys made, ended and reported, credentials suspended and resumed."""

from hieuhoc.credentials.actions.keys import add_signing_key, end_signing_key, report_signing_key
from hieuhoc.credentials.actions.suspending import resume_credential, suspend_credential

__all__ = [
    "add_signing_key",
    "end_signing_key",
    "report_signing_key",
    "resume_credential",
    "suspend_credential",
]
