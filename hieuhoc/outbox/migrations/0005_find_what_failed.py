from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_hand_out_once")]

    operations = [
        migrations.AddIndex(
            "message",
            models.Index(fields=["id"], condition=models.Q(failed_at__isnull=False), name="outbox_failed"),
        ),
    ]
