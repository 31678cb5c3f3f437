"""The latest map a revision's figures stand on is kept with it, so that a later map is noticed."""

from django.db import migrations, models

FILL = """
UPDATE indicators_revision AS r SET rebased_on = f.latest
FROM (SELECT year, revision, max(map_date) AS latest FROM indicators_figure GROUP BY year, revision) AS f
WHERE f.year = r.year AND f.revision = r.number;
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_token_of_the_figures")]

    operations = [
        migrations.AddField(model_name="revision", name="rebased_on", field=models.DateField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
