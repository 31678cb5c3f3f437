import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SkillFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("digital", "Có kỹ năng số"),
                            ("proficient", "Thành thạo kỹ năng số"),
                            ("job_fit", "Đáp ứng nhu cầu công việc"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("confirmation", "Xác nhận theo Quyết định 757/QĐ-BKHCN"),
                            ("criterion", "Điểm chỉ số công nghệ thông tin"),
                            ("school", "Kết quả học tập"),
                            ("officer", "Cán bộ xác nhận"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "citizen",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skill_facts",
                        to="people.citizen",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("citizen", "kind", "since"), name="skill_fact_once"),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("since__lt", models.F("until")), _connector="OR"),
                        name="skill_fact_since_before_until",
                    ),
                ],
            },
        ),
    ]
