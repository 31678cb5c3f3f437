from typing import Any

from django.db import migrations

from hieuhoc.accounts.factors import sealed_anew


def seal(apps: Any, _editor: Any) -> None:
    factors = apps.get_model("mfa", "Authenticator")
    for factor in factors.objects.order_by("pk").iterator(chunk_size=500):
        anew = sealed_anew(factor.data)
        if anew != factor.data:
            factors.objects.filter(pk=factor.pk).update(data=anew)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_fill_plain_names"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
