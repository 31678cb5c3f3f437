"""The folder that checks papers without our server: everything it needs stands in it."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hieuhoc.credentials.actions import end_signing_key
from hieuhoc.credentials.keys import key_in_use
from tests.cast import World


@pytest.mark.django_db
def test_the_folder_holds_page_keys_and_lists_that_do_not_run_out(world: World, tmp_path: Path) -> None:
    call_command("export_verifier", str(tmp_path / "kiem-tra"))
    folder = tmp_path / "kiem-tra"
    page = (folder / "index.html").read_text(encoding="utf-8")
    needed = set(re.findall(r'(?:src|href)="([^"#]+)"', page))
    assert {name for name in needed if not (folder / name).exists()} == set()
    assert len(needed) > 6
    assert (folder / "jsQR.min.js").exists()
    assert "http" not in "".join(name for name in needed)
    kept = json.loads((folder / "data.js").read_text(encoding="utf-8").partition("= ")[2].rstrip(";\n"))
    assert set(kept["lists"]) == {"revocation/0", "suspension/0"}
    assert "validUntil" not in json.loads((folder / "status" / "revocation-0.json").read_text(encoding="utf-8"))
    assert kept["history"]["keys"][0]["public"]


@pytest.mark.django_db
def test_without_a_key_there_is_nothing_to_sign_the_lists_with(world: World, tmp_path: Path) -> None:
    call_command("export_verifier", str(tmp_path))
    key = key_in_use()
    assert key is not None
    end_signing_key(key, actor=None)
    with pytest.raises(CommandError, match="signing_key --new"):
        call_command("export_verifier", str(tmp_path))
