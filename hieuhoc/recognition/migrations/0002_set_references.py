from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_initial")]

    operations = [
        SetReference("recognition_title", "citizen_id", "people_citizen"),
        SetReference("recognition_title", "place_id", "places_place"),
        SetReference("recognition_title", "decision_id", "recognition_decision"),
    ]
