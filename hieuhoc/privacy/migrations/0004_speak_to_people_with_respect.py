"""The purposes as people are addressed in an office: ông/bà. A text that officers changed stays theirs."""

from importlib import import_module

from django.db import migrations

SAID = import_module("hieuhoc.privacy.migrations.0002_name_purposes").PURPOSES


def respectful(text):
    return text.replace("Bạn ", "Ông/bà ").replace("bạn ", "ông/bà ")


def speak_with_respect(apps, schema_editor):
    purpose = apps.get_model("privacy", "Purpose")
    for code, _name, text in SAID:
        purpose.objects.filter(code=code, text=text).update(text=respectful(text))


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_keep_for_a_time")]

    operations = [migrations.RunPython(speak_with_respect, migrations.RunPython.noop)]
