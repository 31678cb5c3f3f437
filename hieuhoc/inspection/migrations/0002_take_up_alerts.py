import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_say_what_inspection_found"), ("inspection", "0001_keep_inspections")]

    operations = [
        migrations.AddField(
            "inspection",
            "alert",
            models.ForeignKey("alerts.Alert", on_delete=django.db.models.deletion.PROTECT, null=True, related_name="+"),
        ),
    ]
