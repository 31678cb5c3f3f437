"""Adding a room touches no other room: one that stands under tests is installed by settings alone, and works."""

import os
import re
import subprocess
import sys

from hieuhoc.config.environment import ROOT


def test_a_room_that_is_only_installed_has_sheet_page_history_moves_and_figures() -> None:
    """In a process of its own: Django is set up once in each."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.book_boxes.settings"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/book_boxes",
        "--quiet",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
    ]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    assert re.search(r"\b8 passed\b", run.stdout), run.stdout[-400:]
