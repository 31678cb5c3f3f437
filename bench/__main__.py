"""`python -m bench [--small] [row …]`: every row file measured, printed, kept in var/bench.json. Only full scale counts.

A row file is a module of this package with `run(scale: str) -> list[Row]`, scale "full" or "small". Each runs in a process
and on a database of its own (`bench.one`), so that none feels another's rows or memory.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hieuhoc.config import environment

FOLDER = Path(__file__).parent


def row_files() -> list[str]:
    return sorted(
        path.stem for path in FOLDER.glob("*.py") if "\ndef run(scale: str)" in path.read_text(encoding="utf-8")
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("rows", nargs="*", help=f"which row files (all: {', '.join(row_files())})")
    parser.add_argument("--small", action="store_true", help="a rehearsal: the figures do not count")
    options = parser.parse_args()
    scale = "small" if options.small else "full"
    measured = [row for name in options.rows or row_files() for row in _measured(name, scale)]
    _keep(measured)
    return 0 if all(row["holds"] for row in measured) or options.small else 1


def _measured(name: str, scale: str) -> list[dict[str, Any]]:
    """The rows of one file; a file that breaks is a row that does not hold."""
    print(f"— {name}, {scale} scale …", flush=True)
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "bench.one", name, scale], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        rows: list[dict[str, Any]] = [
            {"name": name, "figure": 0.0, "bar": 0.0, "holds": False, "note": "did not finish"}
        ]
    else:
        rows = json.loads(done.stdout.splitlines()[-1])
    for row in rows:
        row["scale"] = scale
        word = "holds" if row["holds"] else "FAILS"
        print(
            f"  {row['name']:<44} {row['figure']:>12,.3f}  bar {row['bar']:>8,g}  {word}\n      {row['note']}",
            flush=True,
        )
    print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
    return rows


def _keep(rows: list[dict[str, Any]]) -> None:
    """Rows measured earlier stay, so that a part can be run again."""
    path = environment.data_folder() / "bench.json"
    kept = {row["name"]: row for row in json.loads(path.read_text(encoding="utf-8"))} if path.exists() else {}
    kept |= {row["name"]: row for row in rows}
    path.write_text(json.dumps(list(kept.values()), ensure_ascii=False, indent=2), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
