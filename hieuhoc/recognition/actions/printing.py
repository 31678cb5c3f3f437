"""Asking for the certificates of a decision that were not rendered."""

from django.db import transaction
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.recognition.models import Decision


@transaction.atomic
def print_certificates(decision: Decision, *, actor: User | None) -> None:
    """The job renders what is missing and nothing twice, however often it is asked for."""
    require(actor, "recognition.print_certificates", decision)
    record(
        "recognition.print_certificates",
        actor=actor,
        subject_kind="decision",
        subject_id=decision.pk,
        place=decision.place_id,
    )
    app.configure_task("recognition.render_certificates", queue="certificates").defer(decision_id=decision.pk)
