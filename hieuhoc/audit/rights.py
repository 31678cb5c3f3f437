"""What the role that serves may do with the tables: read and write, but the journals only be added to.

Granted by the owner after every migration. Where owner and user are one role (a `DATABASE_URL` without
`DATABASE_OWNER_URL`), nothing can be taken away from it: `guarded` says so, and the health page with it.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from hieuhoc.config.database import user_name

APPEND_ONLY = ("audit_entry", "audit_entryrow", "audit_reading", "audit_block")
OWNERS_ONLY = ("django_migrations",)


def grant_use(connection: BaseDatabaseWrapper) -> bool:
    """False when there is nobody to grant to: the role that serves is the owner itself, or is not on this server."""
    user = user_name()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [user, user])
        is_owner, is_there = cursor.fetchone()
        if is_owner or not is_there:
            return False
        for statement in (
            "GRANT USAGE ON SCHEMA public, stat TO {user}",
            "GRANT SELECT ON ALL TABLES IN SCHEMA stat TO {user}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}",
            "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {user}",
        ):
            cursor.execute(sql.SQL(statement).format(user=sql.Identifier(user)))
        for tables, taken in ((APPEND_ONLY, "UPDATE, DELETE"), (OWNERS_ONLY, "INSERT, UPDATE, DELETE")):
            for table in (name for name in tables if name in connection.introspection.table_names(cursor)):
                revoke = sql.SQL(f"REVOKE {taken} ON {{table}} FROM {{user}}")
                cursor.execute(revoke.format(table=sql.Identifier(table), user=sql.Identifier(user)))
    return True


def guarded(connection: BaseDatabaseWrapper) -> bool:
    """May the role of this connection only add to the journals?"""
    rights = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege(name, right_name)) FROM unnest(%s::text[]) name, unnest(%s::text[]) right_name",
            [list(APPEND_ONLY), list(rights)],
        )
        (may_change,) = cursor.fetchone()
    return not may_change
