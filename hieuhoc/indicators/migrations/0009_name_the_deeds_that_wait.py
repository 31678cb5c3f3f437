"""A stale mark knows the deed it comes from: the last entry of its own transaction, written before or after it. Marks are many
and deeds write theirs in either order, so the database joins them."""

import django.db.models.deletion
from django.db import migrations, models

CREATE = """
CREATE FUNCTION indicators_mark_names_deed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.transaction := pg_current_xact_id()::text::bigint;
    IF NEW.entry_id IS NULL THEN
        NEW.entry_id := nullif(current_setting('hieuhoc.entry', TRUE), '')::bigint;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION indicators_deed_names_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('hieuhoc.entry', NEW.id::text, TRUE);
    UPDATE indicators_stalemark SET entry_id = NEW.id WHERE transaction = pg_current_xact_id()::text::bigint;
    RETURN NULL;
END $$;
CREATE TRIGGER stalemark_deed BEFORE INSERT ON indicators_stalemark
    FOR EACH ROW EXECUTE FUNCTION indicators_mark_names_deed();
CREATE TRIGGER audit_entry_marks AFTER INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION indicators_deed_names_marks();
"""
DROP = """
DROP TRIGGER audit_entry_marks ON audit_entry;
DROP TRIGGER stalemark_deed ON indicators_stalemark;
DROP FUNCTION indicators_deed_names_marks();
DROP FUNCTION indicators_mark_names_deed();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_round_open_figures"), ("audit", "0005_seal_blocks_with_a_key")]

    operations = [
        migrations.AddField("stalemark", "transaction", models.BigIntegerField(null=True)),
        migrations.AddField(
            "stalemark",
            "entry",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="audit.entry",
            ),
        ),
        migrations.AddIndex(
            "stalemark",
            models.Index(fields=["transaction"], name="stale_mark_deed"),
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
