"""Hiếu Học: a province's Learning Citizen programme (Công dân học tập, Decision 677/QĐ-TTg)."""

import os

__version__ = "0.1.0"

# Read by polars when it is first imported: what it frees goes back after a moment, and not only when it needs it again.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:200,muzzy_decay_ms:0,narenas:2")
