"""An unofficial English translation beside the texts of a target set."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_name_the_deeds_that_wait")]

    operations = [
        migrations.AddField(
            model_name="targetset",
            name="english",
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
