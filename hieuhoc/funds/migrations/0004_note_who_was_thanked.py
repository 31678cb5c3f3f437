import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0003_move_funds_and_number_gifts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("gift", "thanked_at", models.DateTimeField(null=True)),
        migrations.AddField("gift", "is_address_lost", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("gift", "may_be_written_to", models.BooleanField(default=False, db_default=False)),
        migrations.CreateModel(
            name="ThanksRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Đang chờ"),
                            ("sending", "Đang gửi"),
                            ("sent_all", "Đã gửi hết"),
                            ("halted", "Đã dừng"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("rows_total", models.IntegerField()),
                ("rows_done", models.IntegerField(default=0)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("touched_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="thanks_runs", to="funds.fund"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "sending"])),
                        fields=("fund",),
                        name="thanks_run_one_open",
                    )
                ]
            },
        ),
    ]
