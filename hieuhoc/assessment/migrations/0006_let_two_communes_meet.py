from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_hold_council_meetings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_one_called",
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("status", "called")), fields=["round", "place"], name="meeting_called"
            ),
        ),
    ]
