from django.db import migrations

# Until now whoever left an address, or had an account, was thanked as the gift was received; messages are kept for a year,
# addresses longer. An address was left to be thanked by. Of all others nobody knows whether they want to be written to.
FILL = """
UPDATE funds_gift AS gift
SET may_be_written_to = true,
  thanked_at = CASE WHEN gift.received_on IS NOT NULL THEN coalesce(told.created_at, gift.received_on) END
FROM funds_gift AS same LEFT JOIN outbox_message AS told ON told.key = 'funds.thanks.' || same.id
WHERE same.id = gift.id AND (gift.email IS NOT NULL OR told.id IS NOT NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_note_who_was_thanked"), ("outbox", "0005_find_what_failed")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
