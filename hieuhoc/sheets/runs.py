"""A pass over a batch, made from what was chosen when the file was received."""

from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.sheets.definition import ImportSetting
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.sheet import Run


def run_of(batch: Batch, actor: User | None) -> Run:
    chosen = {
        setting.key: _value(setting, batch.settings.get(setting.key)) for setting in sheet_of(batch.sheet).settings
    }
    return Run(
        batch=batch,
        actor=actor,
        place=batch.place_id,
        on=timezone.localdate(batch.created_at),
        settings=chosen,
        stale_places=set(batch.counts.get("stale_places", [])),
        stale_years=set(batch.counts.get("stale_years", [])),
        sheets=batch.counts.get("sheets", []),
    )


def _value(setting: ImportSetting, kept: Any) -> Any:
    """Settings are kept as JSON; dates come back as dates."""
    if setting.kind == "date":
        return date.fromisoformat(kept) if kept else None
    if setting.kind == "year":
        return int(kept) if kept not in (None, "") else None
    if setting.kind == "yes_no":
        return kept in (True, "true", "True", "1", "on", "yes")
    return kept
