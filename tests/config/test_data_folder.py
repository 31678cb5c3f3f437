"""Where secrets and data are kept: never in a folder that goes when the packages are installed anew."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from hieuhoc.config.environment import ROOT

ASK = "from hieuhoc.config import environment; print(environment.data_folder())"


def asked(packages: Path, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HIEUHOC_", "XDG_"))}
    environment |= {"PYTHONPATH": str(packages), "HOME": str(home), **more}
    line = [sys.executable, "-c", ASK]
    return subprocess.run(line, env=environment, cwd=home, capture_output=True, text=True, check=True)


def test_an_installation_without_a_clone_keeps_its_data_with_the_account(tmp_path: Path) -> None:
    packages, home = tmp_path / "site-packages", tmp_path / "home"
    (packages / "hieuhoc").mkdir(parents=True)
    home.mkdir()
    shutil.copy(ROOT / "hieuhoc" / "__init__.py", packages / "hieuhoc")
    shutil.copytree(ROOT / "hieuhoc" / "config", packages / "hieuhoc" / "config")
    first = asked(packages, home)
    folder = Path(first.stdout.strip())
    assert folder == home / ".local" / "share" / "hieuhoc"
    assert folder.is_dir()
    assert str(folder) in first.stderr, "the first start says where"
    assert asked(packages, home).stderr == ""
    assert sorted(path.name for path in packages.iterdir()) == ["hieuhoc"]


def test_the_operator_may_name_the_folder(tmp_path: Path) -> None:
    named = tmp_path / "data"
    assert Path(asked(ROOT, tmp_path, HIEUHOC_DATA=str(named)).stdout.strip()) == named
