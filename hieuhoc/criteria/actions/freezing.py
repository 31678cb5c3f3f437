"""A draft people are asked about stands still. Called by the deeds of consultations, in their transaction."""

from hieuhoc.criteria.actions.drafting import locked_draft
from hieuhoc.criteria.actions.force import refuse_gaps
from hieuhoc.criteria.models import Version


def freeze_draft(version_id: int) -> Version:
    """From now on nobody changes a word of it (the database refuses too). Only what could be promulgated is asked about."""
    version = locked_draft(version_id)
    refuse_gaps(version)
    version.status = Version.Status.CONSULTATION
    version.save(update_fields=["status"])
    return version


def note_consulted(version_id: int) -> Version:
    """People were heard: it may be promulgated as it is, or a next draft begun from it."""
    version = Version.objects.select_for_update().get(pk=version_id)
    version.status = Version.Status.CONSULTED
    version.save(update_fields=["status"])
    return version
