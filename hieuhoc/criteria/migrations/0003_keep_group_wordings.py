"""The wording for a group cannot be moved out of a version in force either: both the old and the new criterion are looked
at."""

from django.db import migrations

LOOKED_AT = """SELECT array_agg(version_id) INTO versions FROM criteria_criterion
            WHERE id IN ({criteria});"""
BODY = """
CREATE OR REPLACE FUNCTION criteria_refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    versions bigint[];
BEGIN
    IF TG_TABLE_NAME = 'criteria_groupwording' THEN
        %s
    ELSIF TG_OP = 'UPDATE' THEN
        versions := ARRAY[OLD.version_id, NEW.version_id];
    ELSE
        versions := ARRAY[changed.version_id];
    END IF;
    IF EXISTS (SELECT FROM criteria_version WHERE id = ANY (versions) AND status IN ('in_force', 'retired')) THEN
        RAISE EXCEPTION 'criteria version %% is in force and never changes', versions[1] USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN changed;
END $$;
"""
BEFORE = BODY % LOOKED_AT.format(criteria="changed.criterion_id")
AFTER = BODY % (
    """IF TG_OP = 'UPDATE' THEN
            SELECT array_agg(version_id) INTO versions FROM criteria_criterion
            WHERE id IN (OLD.criterion_id, NEW.criterion_id);
        ELSE
            SELECT array_agg(version_id) INTO versions FROM criteria_criterion WHERE id = changed.criterion_id;
        END IF;"""
)


class Migration(migrations.Migration):
    dependencies = [("criteria", "0002_keep_versions")]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
