"""Decided dossiers of a small province, and what stands in all tables that belong to dossiers."""

import hashlib
from collections.abc import Sequence

from django.apps import apps
from django.db import connection

from hieuhoc.accounts.models import User
from hieuhoc.assessment.actions import review_dossier
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.people.models import Citizen
from tests.assessment.makers import make_submitted


def make_decided(
    citizen: Citizen,
    round_: Round,
    points: Sequence[int],
    decided: Sequence[int] | None = None,
    actor: User | None = None,
) -> Dossier:
    """Declared as `points`, decided as `decided` (the same, when not given)."""
    kept = list(decided or points)
    reasons = dict.fromkeys(range(1, len(points) + 1), "Đã xác minh")
    return review_dossier(make_submitted(citizen, round_, points), kept, reasons=reasons, actor=actor)


def digest_of_dossiers() -> dict[str, str]:
    """Table → digest of everything in it, of every table of the room of dossiers."""
    digests = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("assessment").get_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT string_agg(r::text, '|' ORDER BY r.id) FROM {table} AS r")
            digests[table] = hashlib.sha256(str(cursor.fetchone()[0]).encode()).hexdigest()
    return digests
