from typing import Any

from django.db import migrations

from hieuhoc.accounts.rules import plain


def fill(apps: Any, _editor: Any) -> None:
    users = apps.get_model("accounts", "User")
    waiting = []
    for user in users.objects.only("username", "full_name").iterator(chunk_size=2_000):
        user.plain_username, user.plain_name = plain(user.username), plain(user.full_name)
        waiting.append(user)
        if len(waiting) == 2_000:
            users.objects.bulk_update(waiting, ["plain_username", "plain_name"])
            waiting.clear()
    users.objects.bulk_update(waiting, ["plain_username", "plain_name"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_look_after_accounts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
