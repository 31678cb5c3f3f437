import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CHANNELS = [
    ("mail", "Thư điện tử"),
    ("sms", "Tin nhắn"),
    ("in_app", "Trong ứng dụng"),
    ("push", "Thông báo trên máy"),
]


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_find_what_was_not_read"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField("message", "channel", models.CharField(choices=CHANNELS, max_length=8)),
        migrations.AddField("message", "is_once", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("message", "claimed_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "failed_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "delivered_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "message", "stop_url", models.CharField(max_length=500, blank=True, default="", db_default="")
        ),
        migrations.AddField("message", "link", models.CharField(max_length=500, blank=True, default="", db_default="")),
        migrations.CreateModel(
            name="PushDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("endpoint_index", models.BinaryField(unique=True)),
                ("sealed", models.BinaryField()),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="push_devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
