"""A chain in force or retired never changes: the database refuses, whoever asks. Only the year it ends may be set, once."""

from django.db import migrations

CREATE = """
CREATE FUNCTION chains_refuse_chain_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR NEW.status = 'draft' OR (OLD.status = 'retired' AND NEW IS DISTINCT FROM OLD)
       OR (NEW.id, NEW.kind, NEW.place_id, NEW.title, NEW.since_year, NEW.source, NEW.certainty, NEW.content)
          IS DISTINCT FROM
          (OLD.id, OLD.kind, OLD.place_id, OLD.title, OLD.since_year, OLD.source, OLD.certainty, OLD.content) THEN
        RAISE EXCEPTION 'chain % is in force and never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER chains_chain_kept BEFORE UPDATE OR DELETE ON chains_chain
    FOR EACH ROW EXECUTE FUNCTION chains_refuse_chain_change();
"""
DROP = "DROP FUNCTION chains_refuse_chain_change() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("chains", "0001_create_chains")]

    operations = [migrations.RunSQL(CREATE, DROP)]
