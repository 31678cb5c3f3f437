import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0008_take_objections"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[("recognise", "Công nhận"), ("revoke", "Thu hồi"), ("correct", "Đính chính")],
                default="recognise",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="corrects",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="recognition.decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects__isnull", False), ("kind", "correct")),
                    models.Q(models.Q(("kind", "correct"), _negated=True), ("corrects__isnull", True)),
                    _connector="OR",
                ),
                name="decision_corrects_another",
            ),
        ),
        migrations.AddField(
            model_name="replacedcertificate",
            name="decision",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="recognition.decision",
            ),
        ),
        migrations.CreateModel(
            name="NameCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("printed_name", models.CharField(max_length=120)),
                ("corrected_name", models.CharField(max_length=120)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_corrections",
                        to="recognition.decision",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_corrections",
                        to="recognition.title",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("decision", "title"), name="name_correction_once")],
            },
        ),
    ]
