"""A version in force or retired never changes: the database refuses, whoever asks. New wording is a new version."""

from django.db import migrations

CREATE = """
CREATE FUNCTION criteria_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status NOT IN ('in_force', 'retired') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR NEW.status NOT IN ('in_force', 'retired') OR (OLD.status = 'retired' AND NEW IS DISTINCT FROM OLD)
       OR (NEW.id, NEW.criteria_set_id, NEW.number, NEW.edition, NEW.title, NEW.issued_on, NEW.since, NEW.source, NEW.certainty,
           NEW.note)
          IS DISTINCT FROM
          (OLD.id, OLD.criteria_set_id, OLD.number, OLD.edition, OLD.title, OLD.issued_on, OLD.since, OLD.source, OLD.certainty,
           OLD.note) THEN
        RAISE EXCEPTION 'criteria version % is in force and never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER criteria_version_kept BEFORE UPDATE OR DELETE ON criteria_version
    FOR EACH ROW EXECUTE FUNCTION criteria_refuse_version_change();

CREATE FUNCTION criteria_refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    versions bigint[];
BEGIN
    IF TG_TABLE_NAME = 'criteria_groupwording' THEN
        SELECT array_agg(version_id) INTO versions FROM criteria_criterion WHERE id = changed.criterion_id;
    ELSIF TG_OP = 'UPDATE' THEN
        versions := ARRAY[OLD.version_id, NEW.version_id];
    ELSE
        versions := ARRAY[changed.version_id];
    END IF;
    IF EXISTS (SELECT FROM criteria_version WHERE id = ANY (versions) AND status IN ('in_force', 'retired')) THEN
        RAISE EXCEPTION 'criteria version % is in force and never changes', versions[1] USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN changed;
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_kept BEFORE INSERT OR UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION criteria_refuse_content_change();\n"
    for table in (
        "criteria_applicantgroup",
        "criteria_competence",
        "criteria_criterion",
        "criteria_groupwording",
        "criteria_passrule",
    )
)
DROP = """
DROP FUNCTION criteria_refuse_content_change() CASCADE;
DROP FUNCTION criteria_refuse_version_change() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
