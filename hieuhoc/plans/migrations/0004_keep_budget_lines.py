"""Budget lines in place of the one amount of a task. The old column stays in the database for the release that still runs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SOURCES = [
    ("state_money", "Ngân sách nhà nước"),
    ("study_fund", "Quỹ khuyến học"),
    ("donations", "Xã hội hoá, tài trợ"),
    ("own_money", "Nơi thực hiện tự lo"),
    ("unsaid", "Chưa ghi nguồn"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0003_move_funds_and_number_gifts"),
        ("plans", "0003_publish_circulars"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(choices=SOURCES, max_length=12)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("amount", models.BigIntegerField()),
                ("position", models.SmallIntegerField()),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_lines",
                        to="plans.plantask",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "position"), name="budget_line_position_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="budget_line_above_nought"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attached_at", models.DateTimeField(auto_now_add=True)),
                (
                    "attached_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="plans.budgetline"
                    ),
                ),
                (
                    "use",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="funds.use"
                    ),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("plantask", "plan_task_budget"),
                migrations.RemoveField("plantask", "budget"),
            ]
        ),
    ]
