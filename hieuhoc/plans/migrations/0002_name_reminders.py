"""When people are reminded, until the province says otherwise. No document rules it."""

from django.db import migrations

RULES = [(-14, "owner"), (-3, "owner"), (1, "owner"), (1, "giver"), (7, "above")]


def name_reminders(apps, schema_editor):
    rule = apps.get_model("plans", "ReminderRule")
    for days, to in RULES:
        rule.objects.get_or_create(days=days, to=to)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_keep_plans")]

    operations = [migrations.RunPython(name_reminders, migrations.RunPython.noop)]
