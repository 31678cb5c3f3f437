from django.db import migrations

# Joins say which sign-in went over to the record that was kept; as joining does it now.
FILL = """
INSERT INTO people_pastlink (citizen_id, user_id, ended_at)
SELECT made.joined_id, account.id, min(made.made_at)
FROM people_join AS made
CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(made.moved #> '{people,user}', '[]')) AS went (user_id)
JOIN people_citizen AS citizen ON citizen.id = made.joined_id AND citizen.secret <> ''
JOIN accounts_user AS account ON account.id::text = went.user_id
WHERE citizen.user_id IS DISTINCT FROM account.id
GROUP BY 1, 2
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0010_fill_links_that_ended")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
