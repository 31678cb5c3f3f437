"""Hiếu Học: a province's Learning Citizen programme (Công dân học tập, Decision 677/QĐ-TTg)."""

import ctypes
import os

__version__ = "0.1.0"

# Read by polars when it is first imported: what it frees goes back after a moment, and not only when it needs it again.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:200,muzzy_decay_ms:0,narenas:2")
_ARENA_MAX = -8  # malloc.h


def _share_one_heap() -> None:
    """Else glibc keeps one for each thread that ever asked for memory, with what was freed in it."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):  # musl and macOS have none
        libc.mallopt(_ARENA_MAX, 1)


_share_one_heap()
