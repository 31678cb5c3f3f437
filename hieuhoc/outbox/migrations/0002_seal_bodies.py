from typing import Any

from django.db import migrations, models

from hieuhoc.outbox.models import seal_body

BATCH = 1_000


def seal(apps: Any, _editor: Any) -> None:
    """What stands in clear is sealed. A mail that has gone keeps nothing."""
    messages = apps.get_model("outbox", "Message").objects
    while waiting := list(messages.exclude(clear_body="").order_by("pk")[:BATCH]):
        for message in waiting:
            is_over = message.channel == "mail" and message.sent_at is not None
            message.sealed_body = None if is_over else seal_body(message.clear_body)
            message.clear_body = ""
        messages.bulk_update(waiting, ["sealed_body", "clear_body"])


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddField("message", "sealed_body", models.BinaryField(null=True)),
        migrations.AlterField(
            "message", "body", models.TextField(db_column="body", blank=True, default="", db_default="")
        ),
        migrations.RenameField("message", "body", "clear_body"),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
