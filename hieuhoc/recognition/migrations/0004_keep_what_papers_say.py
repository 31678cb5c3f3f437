import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("recognition", "0003_ask_two_people_to_decide"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="printed_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="certificate",
            name="printed_residence",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.CreateModel(
            name="ReplacedCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("printed_name", models.CharField(max_length=120)),
                ("replaced_on", models.DateField()),
                (
                    "title",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replaced_certificates",
                        to="recognition.title",
                    ),
                ),
            ],
        ),
    ]
