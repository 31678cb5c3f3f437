import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

KINDS = [
    ("course", "Khoá học"),
    ("book", "Sách"),
    ("video", "Video, bài giảng trên mạng"),
    ("craft", "Nghề, việc làm"),
    ("paper", "Chứng chỉ, bằng của nơi khác"),
    ("other", "Khác"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_keep_the_look_of_pictures"),
        ("learning", "0010_hold_courses"),
        ("people", "0011_fill_links_that_went_over"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnLearning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=8)),
                ("title", models.CharField(max_length=200)),
                ("giver", models.CharField(blank=True, max_length=200)),
                ("learned_on", models.DateField()),
                ("hours", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ("learned", models.CharField(blank=True, max_length=1000)),
                ("edition", models.IntegerField(default=0)),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="own_learning", to="people.citizen"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "db_table": "learning_ownlearning",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="own_learning_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__isnull", True), ("hours__gt", 0), _connector="OR"),
                        name="own_learning_took_time",
                    ),
                ],
            },
        ),
    ]
