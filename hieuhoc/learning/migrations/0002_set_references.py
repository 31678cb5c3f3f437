"""Foreign keys of the tables that are copied in by the million, checked once per statement."""

from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_initial"),
    ]

    operations = [
        SetReference("learning_attendance", "citizen_id", "people_citizen"),
    ]
