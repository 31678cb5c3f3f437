"""One row file in this process, on a database of its own: `python -m bench.one NAME SCALE`; the last line it prints is its
rows as JSON."""

import json
import os
import sys
from dataclasses import asdict
from importlib import import_module

import django
from django.core.management import call_command

from hieuhoc.config.database import hold_database

ON_DEMO = {
    "activities",
    "checkins",
    "exports",
    "first_load",
    "inspection",
    "pages",
    "plans",
    "slow_lines",
}  # ask the demonstration's province


def main() -> None:
    name, scale = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hieuhoc.config.settings")
    os.environ |= {"HIEUHOC_DB": f"hieuhoc_bench_{name}", "HIEUHOC_DEMO": "1" if name in ON_DEMO else "0"}
    hold_database()
    django.setup()
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    rows = import_module(f"bench.{name}").run(scale)
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))


if __name__ == "__main__":
    main()
