"""How the server is made and run: the options of initdb and postgres, chosen for this machine."""

import os
from typing import Any

from hieuhoc.config.embedded.folders import account_of
from hieuhoc.config.embedded.layout import PORT, SUPERUSER, Layout

MEGABYTE = 1024 * 1024


def plan_for(layout: Layout, superuser_password: str) -> dict[str, Any]:
    """All the keeper needs to know, as plain values."""
    binaries = layout.binaries / "bin"
    options = [f"-c{name}={value}" for name, value in tuning(layout).items()]
    return {
        "account": account_of(layout),
        "cluster": str(layout.cluster),
        "users": str(layout.home / "users"),
        "superuser_password": superuser_password,
        "environment": {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        "initdb": [
            str(binaries / "initdb"),
            f"--username={SUPERUSER}",
            # PostgreSQL's own C.UTF-8: the same order on every machine, and as fast as C.
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "--auth=scram-sha-256",
        ],
        "postgres": [str(binaries / "postgres"), "-D", str(layout.cluster), "-p", str(PORT), *options],
    }


def tuning(layout: Layout) -> dict[str, str]:
    """Options given at every start, so that a newer release of ours also tunes an older cluster.

    Durability stays at its defaults (fsync and synchronous_commit on).
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(layout.socket),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{min(4096, max(128, memory // 6))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "32MB",
        "maintenance_work_mem": "256MB",
        # A million people are written between two checkpoints: behind each, every page goes to the log whole once more.
        "max_wal_size": "8GB",
        "checkpoint_timeout": "15min",
        # These binaries know only pglz, which takes a quarter of all the server's time while a roster is written.
        "wal_compression": "off",
        "wal_buffers": "64MB",
        "random_page_cost": "1.1",
        "jit": "off",
        "dynamic_shared_memory_type": _dynamic_memory(),
        # Nothing personal in logs: no rows in details, no statements, no parameters.
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
    }


def _dynamic_memory() -> str:
    """Containers often have a tiny /dev/shm, on which a parallel query would fail."""
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return "mmap"
    return "posix" if room.f_frsize * room.f_blocks >= 512 * MEGABYTE else "mmap"
