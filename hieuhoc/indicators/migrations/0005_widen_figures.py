"""Room for the đồng of a province and for the codes of other rooms. Only wider: the release that still runs does not mind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_keep_the_map_of_revisions")]

    operations = [
        migrations.AlterField("figure", "numerator", models.BigIntegerField()),
        migrations.AlterField("figure", "denominator", models.BigIntegerField()),
        migrations.AlterField("figure", "indicator", models.CharField(max_length=24)),
        migrations.AlterField("figure", "reading", models.CharField(max_length=24)),
        migrations.AlterField("figure", "level", models.CharField(blank=True, max_length=24)),
        migrations.AlterField("target", "indicator", models.CharField(max_length=24)),
        migrations.AlterField("target", "percent", models.DecimalField(decimal_places=2, max_digits=20, null=True)),
    ]
