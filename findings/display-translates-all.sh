#!/bin/sh
# Django 6.1.3.
#
# `row.get_status_display()` of a field whose choices have lazily translated words (TextChoices with gettext_lazy) translates the
# words of ALL choices, and again at each call: it makes their pairs hashable to look the value up in a dictionary, and the hash of
# a lazy word is that of its translation. The cost of a list grows with the number of choices, not of what is shown.
#
# Seen, choices of 2 and of 40 words: 3 and 41 translations for one call.
# Fails when one call translates fewer words than there are choices.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "Django==6.1.3" 2>/dev/null
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import django
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, trans_real

settings.configure(USE_I18N=True, LANGUAGE_CODE="vi")
django.setup()
asked: list[str] = []
gettext = trans_real.gettext


def counted(message: str) -> str:
    asked.append(message)
    return gettext(message)


trans_real.gettext = counted
holds = True
for count in (2, 40):
    words = [(f"state{number}", gettext_lazy(f"State {number}")) for number in range(count)]
    field = models.CharField(max_length=9, choices=words)
    Row = type(f"Row{count}", (models.Model,), {"status": field, "__module__": "rows", "Meta": type("Meta", (), {"app_label": "rows"})})
    row = Row(status="state1")
    row.get_status_display()  # whatever is prepared once
    asked.clear()
    shown = row.get_status_display()
    print(f"Django {django.get_version()}: {count} choices, one call of get_status_display ({shown!r}): {len(asked)} translations")
    holds = holds and len(asked) >= count
sys.exit(0 if holds else 1)
PYTHON
