"""A closed year keeps the target sets it was measured by: those closed already keep the ones of now."""

from datetime import date

from django.db import migrations, models


def keep(apps, schema_editor):
    sets = list(apps.get_model("indicators", "TargetSet").objects.prefetch_related("targets").order_by("code"))
    for revision in apps.get_model("indicators", "Revision").objects.filter(is_open=False):
        day = date(revision.year, 12, 31)
        revision.target_sets = [
            words_of(one)
            for one in sets
            if (one.since is None or one.since <= day) and (one.until is None or day < one.until)
        ]
        revision.save(update_fields=["target_sets"])


def words_of(one):
    numbers = {}
    for row in one.targets.all():
        numbers.setdefault(row.indicator, {})[str(row.year)] = None if row.number is None else str(row.number)
    return {
        "code": one.code,
        "name": one.name,
        "place": one.place_id,
        "since": one.since and one.since.isoformat(),
        "until": one.until and one.until.isoformat(),
        "settings": one.settings,
        "numbers": numbers,
    }


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_measure_figures")]

    operations = [
        migrations.AddField("revision", "target_sets", models.JSONField(null=True)),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
