from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("collectives", "0006_review_models_by_chains")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="decided_points",
            field=models.SmallIntegerField(null=True),
        ),
    ]
