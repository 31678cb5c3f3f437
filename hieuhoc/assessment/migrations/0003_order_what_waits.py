from django.db import migrations, models
from django.db.models.functions import Now


def date_what_was_sent(apps, _schema_editor):
    """What waits without a day of sending is taken as sent today: it waits behind all others."""
    dossiers = apps.get_model("assessment", "Dossier").objects
    dossiers.filter(status="submitted", submitted_at__isnull=True).update(submitted_at=Now())


class Migration(migrations.Migration):

    dependencies = [
        ("assessment", "0002_set_references"),
    ]

    operations = [
        migrations.RunPython(date_what_was_sent, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("status", "submitted")), fields=["submitted_at", "id"], name="dossier_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("status", "submitted"), _negated=True), ("submitted_at__isnull", False), _connector="OR"),
                name="dossier_sent_when",
            ),
        ),
    ]
