from django.db import migrations

# Papers drawn before this was kept: nobody could tell their name from the record's, and so the record's it was.
NAME_THEM = """
    UPDATE recognition_certificate c SET printed_name = p.name
    FROM recognition_title t JOIN people_citizen p ON p.id = t.citizen_id
    WHERE t.id = c.title_id AND c.document_id IS NOT NULL AND c.printed_name = ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ("recognition", "0004_keep_what_papers_say"),
        ("people", "0006_check_groups_of_a_place_at_once"),
    ]

    operations = [migrations.RunSQL(NAME_THEM, migrations.RunSQL.noop)]
