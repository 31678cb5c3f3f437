"""When what is told of an activity was last changed: calendars say it, and keep what they wrote until then.

By a trigger, since sheets write past the models.
"""

import django.db.models.functions.datetime
from django.db import migrations, models

CREATE = """
CREATE FUNCTION learning_date_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER learning_activity_change BEFORE UPDATE ON learning_activity
FOR EACH ROW EXECUTE FUNCTION learning_date_change();
"""
DROP = "DROP TRIGGER learning_activity_change ON learning_activity; DROP FUNCTION learning_date_change();"


class Migration(migrations.Migration):
    dependencies = [("learning", "0007_name_criteria_of_topics")]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="changed_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
