"""A word that is another one whenever the map changed: what was worked out from the map is kept under it.

A random word and no counter: one that was rolled back never comes again with another map.
"""

from django.db import migrations

TABLES = ("places_placespell", "places_succession", "places_changeorder")

CREATE = """
CREATE TABLE places_maptoken (is_one boolean PRIMARY KEY DEFAULT TRUE CHECK (is_one), token uuid NOT NULL);
INSERT INTO places_maptoken (token) VALUES (gen_random_uuid());
CREATE FUNCTION places_renew_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE places_maptoken SET token = gen_random_uuid();
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_token AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION places_renew_token();\n"
    for table in TABLES
)
DROP = (
    "".join(f"DROP TRIGGER {table}_token ON {table};\n" for table in TABLES)
    + "DROP FUNCTION places_renew_token(); DROP TABLE places_maptoken;"
)


class Migration(migrations.Migration):
    dependencies = [("places", "0002_keep_spells_apart")]

    operations = [migrations.RunSQL(CREATE, DROP)]
