import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0002_keep_the_books"),
        ("places", "0006_sort_names_by_the_alphabet"),
    ]

    operations = [
        migrations.CreateModel(
            name="FundMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="funds.fund"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
                (
                    "successor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("fund", "source"), name="fund_move_once")],
            },
        ),
        migrations.AddField(
            model_name="gift",
            name="document",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
