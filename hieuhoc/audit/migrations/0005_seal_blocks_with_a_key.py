"""Blocks carry a seal made with a key outside the database; whoever serves fences a journal without owning it."""

from django.db import migrations, models

FENCE = """
CREATE FUNCTION audit_fence(journal text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE highest bigint;
BEGIN
    IF journal NOT IN ('audit_entry', 'audit_entryrow', 'audit_reading') THEN
        RAISE EXCEPTION 'no journal: %', journal;
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN SHARE MODE NOWAIT', journal);
    EXECUTE format('SELECT max(id) FROM public.%I', journal) INTO highest;
    RETURN highest;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_carry_keys_of_the_history")]

    operations = [
        migrations.AddField("block", "seal", models.BinaryField(null=True)),
        migrations.AddField("block", "key_id", models.CharField(max_length=20, default="", db_default="")),
        migrations.RunSQL(FENCE, "DROP FUNCTION audit_fence(text)"),
    ]
