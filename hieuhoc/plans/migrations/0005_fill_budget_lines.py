"""What a task was to cost is its first line; where the money comes from nobody has said yet. Parts of a common task have none."""

from django.db import migrations

FILL = """
INSERT INTO plans_budgetline (task_id, source, about, amount, position)
SELECT id, 'unsaid', '', budget, 1 FROM plans_plantask WHERE budget > 0 AND NOT is_part;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_keep_budget_lines")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
