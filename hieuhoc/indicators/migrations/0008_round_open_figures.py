"""What everybody may read of a figure is kept beside it. Revisions published before are rounded by the nightly job."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_keep_target_sets_of_closed_years")]

    operations = [
        migrations.AddField("figure", "open_numerator", models.BigIntegerField(null=True)),
        migrations.AddField("figure", "open_denominator", models.BigIntegerField(null=True)),
    ]
