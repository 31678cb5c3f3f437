"""The people of a home are counted in the index alone: who is alive, here and not joined stands in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_set_references")]

    operations = [
        migrations.RemoveIndex(model_name="citizen", name="citizen_home_name"),
        migrations.AddIndex(
            model_name="citizen",
            index=models.Index(
                fields=["home", "name_key", "id"],
                include=("died_on", "left_on", "joined_into"),
                name="citizen_home_name",
            ),
        ),
    ]
