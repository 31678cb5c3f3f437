"""Foreign keys kept by sets: a whole statement is checked by one join instead of one look-up and one row lock per row.

Use with `ForeignKey(db_constraint=False)`, in a migration after the tables. Refuses with SQLSTATE 23503 as a real key
does, at the end of each statement (a real one of Django waits for the commit). What a real key does with row locks is
done with one advisory lock per target table: whoever adds children shares it until the commit, whoever deletes
targets waits for them, and then sees them.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# A batch of new neighbours is first answered by counting: when every id between the lowest and the highest exists,
# all asked for do. Else the ids are joined inside their range, a slice of the target's index. EXECUTE plans anew for
# every statement: a plan kept from one row would be wrong for a million, and the other way round.
FORWARDS = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE lowest bigint; highest bigint; added bigint; present bigint; missing bigint;
BEGIN
  SELECT min({column}), max({column}), count({column}) INTO lowest, highest, added FROM new_rows;
  IF added = 0 THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock_shared({lock_class}, ('{target}'::regclass::oid::bigint & 2147483647)::int);
  IF added > 1000 AND highest - lowest < 2 * added THEN
    EXECUTE 'SELECT count(*) FROM {target} t WHERE t.{target_column} BETWEEN ' || lowest || ' AND ' || highest
      INTO present;
    IF present = highest - lowest + 1 THEN RETURN NULL; END IF;
  END IF;
  EXECUTE 'SELECT n.{column} FROM new_rows n WHERE n.{column} IS NOT NULL AND NOT EXISTS '
    '(SELECT FROM {target} t WHERE t.{target_column} = n.{column} '
    'AND t.{target_column} BETWEEN ' || lowest || ' AND ' || highest || ') LIMIT 1'
    INTO missing;
  IF missing IS NOT NULL THEN
    RAISE foreign_key_violation USING MESSAGE = '{table}.{column} = ' || missing || ' is not present in {target}',
      CONSTRAINT = '{name}', TABLE = '{table}', COLUMN = '{column}';
  END IF;
  RETURN NULL;
END $body$;
CREATE TRIGGER {name}_ins AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_upd AFTER UPDATE ON {table} REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();

CREATE FUNCTION {name}_del() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE held bigint;
BEGIN
  PERFORM pg_advisory_xact_lock({lock_class}, ('{target}'::regclass::oid::bigint & 2147483647)::int);
  EXECUTE 'SELECT c.{column} FROM {table} c JOIN old_rows o ON c.{column} = o.{target_column} WHERE NOT EXISTS '
    '(SELECT FROM {target} t WHERE t.{target_column} = c.{column}) LIMIT 1' INTO held;
  IF held IS NOT NULL THEN
    RAISE foreign_key_violation USING
      MESSAGE = '{target}.{target_column} = ' || held || ' is still used by {table}.{column}',
      CONSTRAINT = '{name}', TABLE = '{table}', COLUMN = '{column}';
  END IF;
  RETURN NULL;
END $body$;
CREATE TRIGGER {name}_del AFTER DELETE ON {target} REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}_del();

CREATE FUNCTION {name}_key() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_advisory_xact_lock({lock_class}, ('{target}'::regclass::oid::bigint & 2147483647)::int);
  IF EXISTS (SELECT FROM {table} c WHERE c.{column} = OLD.{target_column})
     AND NOT EXISTS (SELECT FROM {target} t WHERE t.{target_column} = OLD.{target_column}) THEN
    RAISE foreign_key_violation USING
      MESSAGE = '{target}.{target_column} = ' || OLD.{target_column} || ' is still used by {table}.{column}',
      CONSTRAINT = '{name}', TABLE = '{table}', COLUMN = '{column}';
  END IF;
  RETURN NULL;
END $body$;
CREATE TRIGGER {name}_key AFTER UPDATE OF {target_column} ON {target} FOR EACH ROW
  WHEN (OLD.{target_column} IS DISTINCT FROM NEW.{target_column}) EXECUTE FUNCTION {name}_key();

CREATE FUNCTION {name}_cut() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_advisory_xact_lock({lock_class}, ('{target}'::regclass::oid::bigint & 2147483647)::int);
  IF EXISTS (SELECT FROM {table} c WHERE c.{column} IS NOT NULL) THEN
    RAISE foreign_key_violation USING MESSAGE = '{target} is still used by {table}.{column}',
      CONSTRAINT = '{name}', TABLE = '{table}', COLUMN = '{column}';
  END IF;
  RETURN NULL;
END $body$;
CREATE TRIGGER {name}_cut AFTER TRUNCATE ON {target} FOR EACH STATEMENT EXECUTE FUNCTION {name}_cut();
"""

BACKWARDS = """
DROP TRIGGER {name}_ins ON {table};
DROP TRIGGER {name}_upd ON {table};
DROP TRIGGER {name}_del ON {target};
DROP TRIGGER {name}_key ON {target};
DROP TRIGGER {name}_cut ON {target};
DROP FUNCTION {name}();
DROP FUNCTION {name}_del();
DROP FUNCTION {name}_key();
DROP FUNCTION {name}_cut();
"""

CHECK = """
SELECT count(*) FROM {table} c WHERE c.{column} IS NOT NULL
AND NOT EXISTS (SELECT FROM {target} t WHERE t.{target_column} = c.{column})
"""

LOCK_CLASS = 0x48486F63  # "HHoc": ours among advisory locks


class SetReference(Operation):
    """`SetReference("people_residence", "citizen_id", "people_citizen")`; the child column wants an index, as with
    any foreign key."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, column: str, target: str, target_column: str = "id") -> None:
        self.table, self.column, self.target, self.target_column = table, column, target, target_column
        self.name = f"setref_{table}_{column}"
        if len(self.name) > 59:
            raise ValueError(f"{self.name} is too long for a PostgreSQL name with its suffix")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table, self.column, self.target, self.target_column], {}

    def sql(self, template: str) -> str:
        return template.format(
            name=self.name,
            table=self.table,
            column=self.column,
            target=self.target,
            target_column=self.target_column,
            lock_class=LOCK_CLASS,
        )

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing Django's models know of."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        schema_editor.execute(self.sql(FORWARDS), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        schema_editor.execute(self.sql(BACKWARDS), params=None)

    def describe(self) -> str:
        return f"Set reference {self.table}.{self.column} -> {self.target}.{self.target_column}"

    @property
    def migration_name_fragment(self) -> str:
        return self.name


def orphans_sql(reference: SetReference) -> str:
    """Counts children without target: for the nightly checker, which must always find none."""
    return reference.sql(CHECK)
