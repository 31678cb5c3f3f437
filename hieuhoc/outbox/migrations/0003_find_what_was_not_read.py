from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_seal_bodies"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddIndex("message", models.Index(fields=["recipient", "-id"], name="outbox_of_reader")),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["recipient"],
                condition=models.Q(channel="in_app", read_at__isnull=True),
                name="outbox_unread",
            ),
        ),
    ]
