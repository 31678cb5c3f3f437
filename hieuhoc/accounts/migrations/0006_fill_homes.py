from django.db import migrations

# Whoever holds or held a role is looked after where the latest one was; roles handed on say nothing of it. Accounts of nobody
# in particular are left to the province, which is told (web.office.accounts.home_tasks).
FILL = """
UPDATE accounts_user AS account SET home_id = latest.place_id
FROM (
    SELECT DISTINCT ON (user_id) user_id, place_id FROM accounts_grant
    WHERE delegated_from_id IS NULL ORDER BY user_id, until DESC NULLS FIRST, since DESC, id DESC
) AS latest
WHERE latest.user_id = account.id AND account.home_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_seal_second_factors")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
