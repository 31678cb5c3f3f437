"""The word of the map changes with the ancestry too: it is rebuilt after the spells, in the same transaction."""

from django.db import migrations

CREATE = """
CREATE TRIGGER places_ancestry_token AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON places_ancestry
FOR EACH STATEMENT EXECUTE FUNCTION places_renew_token();
"""
DROP = "DROP TRIGGER places_ancestry_token ON places_ancestry;"


class Migration(migrations.Migration):
    dependencies = [("places", "0003_token_of_the_map")]

    operations = [migrations.RunSQL(CREATE, DROP)]
