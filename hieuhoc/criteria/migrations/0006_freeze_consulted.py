"""What people are asked about stands still: the database refuses changes of its content as it does of what is in force.

A version "in consultation" of the releases before had no period and nobody's comments: it is a draft again.
"""

from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION criteria_refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    versions bigint[];
BEGIN
    IF TG_TABLE_NAME = 'criteria_groupwording' THEN
        IF TG_OP = 'UPDATE' THEN
            SELECT array_agg(version_id) INTO versions FROM criteria_criterion
            WHERE id IN (OLD.criterion_id, NEW.criterion_id);
        ELSE
            SELECT array_agg(version_id) INTO versions FROM criteria_criterion WHERE id = changed.criterion_id;
        END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        versions := ARRAY[OLD.version_id, NEW.version_id];
    ELSE
        versions := ARRAY[changed.version_id];
    END IF;
    IF EXISTS (SELECT FROM criteria_version WHERE id = ANY (versions) AND status IN ({kept})) THEN
        RAISE EXCEPTION 'criteria version % stands as it is and never changes', versions[1] USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN changed;
END $$
"""
AFTER = "'consultation', 'consulted', 'in_force', 'retired'"
BEFORE = "'in_force', 'retired'"


class Migration(migrations.Migration):
    dependencies = [("criteria", "0005_follow_criteria")]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Dự thảo"),
                    ("consultation", "Lấy ý kiến"),
                    ("consulted", "Đã lấy ý kiến"),
                    ("in_force", "Đang áp dụng"),
                    ("retired", "Hết hiệu lực"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.RunSQL(
            "UPDATE criteria_version SET status = 'draft' WHERE status = 'consultation'", migrations.RunSQL.noop
        ),
        migrations.RunSQL(FUNCTION.format(kept=AFTER), FUNCTION.format(kept=BEFORE)),
    ]
