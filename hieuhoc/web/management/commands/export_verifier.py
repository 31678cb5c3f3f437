"""`hieuhoc export_verifier FOLDER`: a folder that checks every paper and credential ever issued, without our server."""

import json
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.credentials import reads
from hieuhoc.credentials.keys import issuer
from hieuhoc.credentials.rules import PURPOSES, title_context
from hieuhoc.web.public.verifier import LOOKS, READER, SCRIPTS, verifier_context


class Command(BaseCommand):
    help = "Write a static folder (page, keys, status lists) that verifies everything issued until now, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="made when it is not there; a page of before is written anew")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        history = reads.history()
        signed = {
            f"{purpose}/{number}": reads.status_list(purpose, number, for_good=True)
            for purpose in PURPOSES
            for number in range(history["lists"])
        }
        if not all(signed.values()):
            raise CommandError("No key is in use, so the lists cannot be signed: hieuhoc signing_key --new")
        folder.mkdir(parents=True, exist_ok=True)
        looks = [_copied(name, folder) for name in LOOKS if name.endswith(".css")]
        scripts = [_copied(name, folder) for name in SCRIPTS]
        tokens, documents = {}, {}
        for name, written in signed.items():
            if written is not None:
                tokens[name], documents[name] = written.token, written.document
        _write(folder / "data.js", f"globalThis.hieuhocBundle = {json.dumps({'history': history, 'lists': tokens})};\n")
        _write(folder / "did.json", json.dumps(reads.did(), indent=1))
        _write(folder / "context.json", json.dumps(title_context(issuer()), indent=1))
        for name, document in documents.items():
            _write(folder / "status" / f"{name.replace('/', '-')}.json", document)
        _write(folder / "index.html", _page(looks, scripts, _copied(READER, folder)))
        self.stdout.write(str(folder / "index.html"))


def _page(looks: list[str], scripts: list[str], reader: str) -> str:
    with override("vi"):
        context = verifier_context() | {"looks": looks, "scripts": scripts, "is_exported": True}
        context |= {"origin": issuer().origin, "written": timezone.now()}
        context["verifier"]["addresses"] = {"reader": reader}
        return render_to_string("public/exported.html", context)


def _copied(name: str, folder: Path) -> str:
    """A file of ours beside the page; its name there."""
    source = finders.find(name)
    if not isinstance(source, str):
        raise CommandError(f"{name} is not among our files")
    shutil.copyfile(source, folder / Path(name).name)
    return Path(name).name


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
