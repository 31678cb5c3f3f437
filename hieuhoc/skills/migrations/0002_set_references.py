"""Foreign keys of the tables that are copied in by the million, checked once per statement."""

from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0001_initial"),
    ]

    operations = [
        SetReference("skills_skillfact", "citizen_id", "people_citizen"),
    ]
