import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0008_date_changes_of_activities"),
        ("people", "0011_fill_links_that_went_over"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.SmallIntegerField()),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list
                    ),
                ),
                ("other", models.CharField(blank=True, max_length=200)),
                ("is_assisted", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wishes", to="people.citizen"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "db_table": "learning_wish",
                "indexes": [models.Index(fields=["year", "place"], name="wish_year")],
                "constraints": [
                    models.UniqueConstraint(fields=("citizen", "year"), name="wish_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("topics__len__lte", 5)), name="wish_names_few_topics"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topics__len__gte", 1), models.Q(("other", ""), _negated=True), _connector="OR"),
                        name="wish_says_something",
                    ),
                ],
            },
        ),
    ]
