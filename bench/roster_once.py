"""One import of roster files in a process of its own, so that its time and memory are only its own: prints JSON.

python -m bench.roster_once PLACE_ID FILE…
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

import django

from hieuhoc.config.database import hold_database


def main() -> None:
    hold_database()
    django.setup()
    # After django.setup(): models must not be imported before.
    deeds = import_module("hieuhoc.sheets.actions")
    place = import_module("hieuhoc.places.models").Place.objects.get(pk=int(sys.argv[1]))
    phases = {"receive": 0.0, "check": 0.0, "write": 0.0}
    counts: dict[str, int] = {}
    started = time.monotonic()
    for path in map(Path, sys.argv[2:]):
        moments = [time.monotonic()]
        with path.open("rb") as content:
            batch = deeds.receive_file(
                "roster", content, file_name=path.name, place=place, settings={"since": "2025-07-01"}, actor=None
            )
        moments.append(time.monotonic())
        deeds.check_batch(batch, actor=None)
        moments.append(time.monotonic())
        deeds.confirm_batch(batch, actor=None)
        moments.append(time.monotonic())
        for phase, begun, ended in zip(phases, moments, moments[1:], strict=False):
            phases[phase] += ended - begun
        for name in ("new", "refused", "same", "changed"):
            counts[name] = counts.get(name, 0) + batch.counts.get(name, 0)
    print(json.dumps({"seconds": time.monotonic() - started, "phases": phases, "counts": counts}))


if __name__ == "__main__":
    main()
