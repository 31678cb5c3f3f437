"""A version in force or retired never changes: the database refuses, whoever asks. New wording is a new version."""

from django.db import migrations

CREATE = """
CREATE FUNCTION collectives_refuse_criteria_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR NEW.status = 'draft' OR (OLD.status = 'retired' AND NEW IS DISTINCT FROM OLD)
       OR (NEW.id, NEW.kind, NEW.unit_level, NEW.number, NEW.edition, NEW.title, NEW.since, NEW.source, NEW.certainty, NEW.note,
           NEW.content)
          IS DISTINCT FROM
          (OLD.id, OLD.kind, OLD.unit_level, OLD.number, OLD.edition, OLD.title, OLD.since, OLD.source, OLD.certainty, OLD.note,
           OLD.content) THEN
        RAISE EXCEPTION 'model criteria % are in force and never change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER collectives_modelcriteria_kept BEFORE UPDATE OR DELETE ON collectives_modelcriteria
    FOR EACH ROW EXECUTE FUNCTION collectives_refuse_criteria_change();
"""
DROP = "DROP FUNCTION collectives_refuse_criteria_change() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("collectives", "0001_create_model_criteria")]

    operations = [migrations.RunSQL(CREATE, DROP)]
