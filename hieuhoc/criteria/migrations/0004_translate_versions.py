"""An unofficial English translation beside a version's words: also for one in force or retired, whose own words go on
being kept as promulgated."""

from django.db import migrations, models

BODY = """
CREATE OR REPLACE FUNCTION criteria_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status NOT IN ('in_force', 'retired') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR NEW.status NOT IN ('in_force', 'retired') OR (OLD.status = 'retired' AND {changed_when_retired})
       OR (NEW.id, NEW.criteria_set_id, NEW.number, NEW.edition, NEW.title, NEW.issued_on, NEW.since, NEW.source, NEW.certainty,
           NEW.note)
          IS DISTINCT FROM
          (OLD.id, OLD.criteria_set_id, OLD.number, OLD.edition, OLD.title, OLD.issued_on, OLD.since, OLD.source, OLD.certainty,
           OLD.note) THEN
        RAISE EXCEPTION 'criteria version % is in force and never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = BODY.format(changed_when_retired="NEW IS DISTINCT FROM OLD")
AFTER = BODY.format(changed_when_retired="(NEW.status, NEW.until) IS DISTINCT FROM (OLD.status, OLD.until)")


class Migration(migrations.Migration):
    dependencies = [("criteria", "0003_keep_group_wordings")]

    operations = [
        migrations.AddField(
            model_name="version",
            name="english",
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.RunSQL(AFTER, BEFORE),
    ]
