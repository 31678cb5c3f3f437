"""Reading settings from the environment: small functions that refuse bad values instead of guessing."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from platformdirs import user_data_path

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    """A setting, or the content of the file named by NAME_FILE (for secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes"}:
        return True
    if value.lower() in {"0", "false", "no", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def hand_down(name: str, value: str) -> None:
    """A setting for this process, before it reads its settings, and for those it starts."""
    os.environ[name] = value


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def hours(name: str, default: str) -> tuple[int, int] | None:
    """Two hours of the clock; None for "0 0", or none at all."""
    given = words(name, default)
    if [word.isdecimal() and int(word) < 24 for word in given] not in ([], [True, True]):
        raise ImproperlyConfigured(f"{name} must be two hours from 0 to 23, not {' '.join(given)!r}")
    return (int(given[0]), int(given[1])) if given and given[0] != given[1] else None


def secure_address(name: str) -> str:
    """An address that secrets are sent to: https, or a program on this very machine."""
    value = text(name)
    parts = urlsplit(value)
    if value and parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ImproperlyConfigured(f"{name} must begin with https://, not {value!r}")
    return value


def origin(address: str) -> str:
    """`https://host:port` of an address; empty for none."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if address else ""


def data_folder() -> Path:
    """Where this installation keeps files: `HIEUHOC_DATA`, else `var/` of the clone; installed without a clone, the data
    folder of the account, never a folder that goes with the packages. The first start says where."""
    folder = Path(text("HIEUHOC_DATA") or (ROOT / "var" if _is_clone() else user_data_path("hieuhoc")))
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        sys.stderr.write(f"Secrets, files and the embedded database are kept in {folder} (HIEUHOC_DATA). Back it up.\n")
    return folder


def _is_clone() -> bool:
    return (ROOT / "pyproject.toml").exists() and (ROOT / "Makefile").exists()


def kept_secret(name: str, length: int = 32) -> str:
    """A secret from the environment, else one made once and kept in the data folder (mode 0600)."""
    value = text(name)
    if value:
        return value
    folder = data_folder() / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name.lower()
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(length))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, value: str) -> None:
    """The first writer wins, and nobody ever reads a half-written secret: commands may start at the same moment."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
