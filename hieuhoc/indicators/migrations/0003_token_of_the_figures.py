"""A word that is another one whenever figures, revisions or targets changed (as places 0003 for the map): pages drawn from
them are kept under it. Stale marks are left out: deeds only ever add them, and never wait for each other."""

from django.db import migrations

TABLES = ("indicators_figure", "indicators_revision", "indicators_targetset", "indicators_target")

CREATE = """
CREATE TABLE indicators_figuretoken (is_one boolean PRIMARY KEY DEFAULT TRUE CHECK (is_one), token uuid NOT NULL);
INSERT INTO indicators_figuretoken (token) VALUES (gen_random_uuid());
CREATE FUNCTION indicators_renew_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE indicators_figuretoken SET token = gen_random_uuid();
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_token AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION indicators_renew_token();\n"
    for table in TABLES
)
DROP = (
    "".join(f"DROP TRIGGER {table}_token ON {table};\n" for table in TABLES)
    + "DROP FUNCTION indicators_renew_token(); DROP TABLE indicators_figuretoken;"
)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_mark_public_figures"), ("places", "0003_token_of_the_map")]

    operations = [migrations.RunSQL(CREATE, DROP)]
