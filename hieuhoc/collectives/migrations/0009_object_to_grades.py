import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collectives", "0008_take_objections"),
    ]

    operations = [
        migrations.AddField(
            model_name="modelobjection",
            name="decided_grade",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="modelobjection",
            name="decided_points",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="modelobjection",
            name="recognised_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="recognition.decision",
            ),
        ),
    ]
