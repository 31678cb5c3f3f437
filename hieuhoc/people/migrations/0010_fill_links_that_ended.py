from django.db import migrations

# The history says which sign-in was taken off whom.
FILL = """
INSERT INTO people_pastlink (citizen_id, user_id, ended_at)
SELECT entry.subject_id, account.id, min(entry.at)
FROM audit_entry AS entry
JOIN people_citizen AS citizen ON citizen.id = entry.subject_id AND citizen.secret <> ''
JOIN accounts_user AS account ON account.id::text = entry.changes -> 'user' ->> 0
WHERE entry.deed = 'people.undo_link' AND entry.subject_kind = 'citizen'
GROUP BY 1, 2
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0009_keep_links_that_ended"), ("audit", "0001_initial")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
