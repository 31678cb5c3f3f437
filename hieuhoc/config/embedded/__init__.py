"""The embedded PostgreSQL server: used when `DATABASE_URL` is unset, shared by all commands of one clone."""

from hieuhoc.config.embedded.layout import PORT, ROLE, USER, EmbeddedError, Layout, layout_of, packaged_binaries
from hieuhoc.config.embedded.user import hold, keep_up

__all__ = ["PORT", "ROLE", "USER", "EmbeddedError", "Layout", "hold", "keep_up", "layout_of", "packaged_binaries"]
