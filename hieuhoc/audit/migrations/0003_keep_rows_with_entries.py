"""Every row of a bulk deed belongs to its entry: checked once per statement (docs/decisions/0002)."""

from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [SetReference("audit_entryrow", "entry_id", "audit_entry")]
