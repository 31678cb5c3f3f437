"""Making the folders of an embedded server, with the owners and modes it needs and none above them touched."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from hieuhoc.config.embedded.layout import ROOT_FOLDER, EmbeddedError, Layout

USERADD_NAME_IN_USE = 9


def prepare(layout: Layout) -> None:
    """Make what is missing. Safe to run by several commands at once."""
    if layout.system_user is None:
        _private_folder(layout.home, os.geteuid(), os.getegid(), 0o700)
        _private_folder(layout.socket, os.geteuid(), os.getegid(), 0o700)
        return
    account = _system_account(layout.system_user)
    for folder in (ROOT_FOLDER, layout.home.parent):
        _private_folder(folder, 0, 0, 0o755)
    # The server may look into its home but not write there: locks and the log stay root's.
    _private_folder(layout.home, 0, account.pw_gid, 0o750)
    _private_folder(layout.socket, account.pw_uid, account.pw_gid, 0o700)
    _copy_binaries(layout)


def account_of(layout: Layout) -> tuple[int, int] | None:
    """(uid, gid) the server runs as, or None for our own."""
    if layout.system_user is None:
        return None
    account = pwd.getpwnam(layout.system_user)
    return account.pw_uid, account.pw_gid


def _private_folder(folder: Path, uid: int, gid: int, mode: int) -> None:
    """Make the folder, or check that an existing one is ours and as closed as asked; never alter a stranger's."""
    try:
        folder.mkdir()
    except FileExistsError:
        pass
    except OSError as error:
        raise EmbeddedError(f"Cannot make {folder}: {error.strerror}.") from error
    else:
        os.chown(folder, uid, gid)
        folder.chmod(mode)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {uid, os.geteuid()}:
        raise EmbeddedError(f"{folder} is not a folder of ours; remove it or set HIEUHOC_DATA.")
    if status.st_uid == uid and status.st_gid == gid and stat.S_IMODE(status.st_mode) == mode:
        return
    # Another command may be between its mkdir and chmod, or a restore may have changed the modes.
    os.chown(folder, uid, gid)
    folder.chmod(mode)


def _system_account(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise EmbeddedError("Run by root, the embedded server needs useradd; set DATABASE_URL or use another user.")
    added = subprocess.run(
        [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
        capture_output=True,
        text=True,
        check=False,
    )
    if added.returncode not in {0, USERADD_NAME_IN_USE}:
        raise EmbeddedError(f"useradd {name} failed: {added.stderr.strip()}")
    return pwd.getpwnam(name)


def _copy_binaries(layout: Layout) -> None:
    """Copy once; the rename makes a half-made copy invisible.

    The programs look for libraries beside their package (../../../<package>.libs), so that shape is kept.
    """
    package, install = layout.packaged.parent, layout.packaged.name
    target = layout.binaries.parent.parent
    if target.exists():
        return
    draft = target.with_name(f".{target.name}-{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        _copy(package / install / part, draft / package.name / install / part)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        _copy(libraries, draft / libraries.name)
    _open_for_reading(draft)
    try:
        draft.rename(target)
    except OSError:
        # Another command was faster.
        shutil.rmtree(draft, ignore_errors=True)
        if not target.exists():
            raise


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, copy_function=shutil.copyfile)


def _open_for_reading(tree: Path) -> None:
    """Whatever the umask of the installer was, the system user may read the copy and nobody but root may write."""
    for folder, _, files in os.walk(tree):
        os.chmod(folder, 0o755)
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                os.chmod(path, 0o755 if folder.endswith("/bin") else 0o644)
