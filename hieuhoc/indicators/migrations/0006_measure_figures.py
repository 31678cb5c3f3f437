"""Figures and targets of any measure, settings of target sets as data. The old columns of settings stay for the release that still runs, with what they meant as a default."""

from django.db import migrations, models

MEASURES = [(word, word) for word in ("share", "count", "sum", "ratio")]
OF_SHARES = ("measure", "share")

FILL = """
UPDATE indicators_targetset SET settings = jsonb_build_object(
    'group_status', group_status, 'holders_need_job_fit', holders_need_job_fit, 'proficient_of', proficient_of);
"""
DEFAULTS = """
ALTER TABLE indicators_targetset
    ALTER COLUMN group_status SET DEFAULT 'registered',
    ALTER COLUMN holders_need_job_fit SET DEFAULT TRUE,
    ALTER COLUMN proficient_of SET DEFAULT 'holders';
"""


def measure() -> models.CharField:
    return models.CharField(choices=MEASURES, db_default="share", default="share", max_length=5)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_widen_figures")]

    operations = [
        migrations.AddField("figure", "measure", measure()),
        migrations.AddField("figure", "subjects", models.BigIntegerField(null=True)),
        migrations.RemoveConstraint("figure", "figure_numerator_within"),
        migrations.AddConstraint(
            "figure",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(OF_SHARES, _negated=True),
                    models.Q(("numerator__gte", 0), ("numerator__lte", models.F("denominator"))),
                    _connector="OR",
                ),
                name="figure_share_within",
            ),
        ),
        migrations.AddField("target", "measure", measure()),
        migrations.RemoveConstraint("target", "target_is_a_percentage"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("target", "percent", "number"),
                migrations.AlterField(
                    "target",
                    "number",
                    models.DecimalField(db_column="percent", decimal_places=2, max_digits=20, null=True),
                ),
            ]
        ),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=models.Q(
                    ("number__isnull", True),
                    models.Q(
                        ("number__gte", 0),
                        models.Q(models.Q(OF_SHARES, _negated=True), ("number__lte", 100), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="target_within_its_measure",
            ),
        ),
        migrations.AddField(
            "targetset", "settings", models.JSONField(blank=True, default=dict, db_default=models.Value({}, models.JSONField()))
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(DEFAULTS, migrations.RunSQL.noop)],
            state_operations=[
                migrations.RemoveField("targetset", "group_status"),
                migrations.RemoveField("targetset", "holders_need_job_fit"),
                migrations.RemoveField("targetset", "proficient_of"),
            ],
        ),
    ]
