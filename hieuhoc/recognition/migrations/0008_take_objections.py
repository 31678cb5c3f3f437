import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_hold_council_meetings"),
        ("documents", "0003_keep_a_register_of_numbers"),
        ("recognition", "0007_keep_signed_originals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("failed", "Kết quả chưa đủ điều kiện"),
                            ("struck", "Bị đưa ra khỏi danh sách đề nghị"),
                        ],
                        max_length=6,
                    ),
                ),
                ("result_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("raised", "Chờ xét lại"), ("upheld", "Đổi kết quả"), ("kept", "Giữ nguyên kết quả")],
                        default="raised",
                        max_length=6,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="assessment.dossier"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "raised")), fields=["due_on", "id"], name="objection_waiting"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "raised")), fields=("dossier",), name="objection_one_waiting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("status", "raised")),
                            models.Q(models.Q(("status", "raised"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="objection_answered_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="recognition.objection"
                    ),
                ),
            ],
        ),
    ]
