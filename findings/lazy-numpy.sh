#!/bin/sh
# psycopg 3.3.9 with its binary package, numpy 2.5.5.
#
# The binary package takes numpy for loaded as soon as sys.modules names it. A numpy put there by importlib.util.LazyLoader,
# so that only those pay who count with it, is loaded in full by the first integer that a connection sends, in every process. A
# Decimal leaves it asleep, and so does an integer in psycopg's Python implementation.
#
# Seen: after as_literal(5) the module is loaded with 83 of its parts (14 MB) with the binary package, and still lazy with
# PSYCOPG_IMPL=python; after as_literal(Decimal("1.5")) it is lazy with the binary package.
# Fails when one of the three is otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "psycopg[binary]==3.3.9" "numpy==2.5.5" 2>/dev/null
cat >"$folder/try.py" <<'PYTHON'
import sys
from decimal import Decimal
from importlib.util import LazyLoader, find_spec, module_from_spec

spec = find_spec("numpy")
spec.loader = LazyLoader(spec.loader)
sys.modules["numpy"] = lazy = module_from_spec(spec)
spec.loader.exec_module(lazy)

from psycopg.adapt import Transformer  # noqa: E402

values = {"int": 5, "decimal": Decimal("1.5")}
Transformer().as_literal(values[sys.argv[1]])
parts = sum(name.startswith("numpy.") for name in sys.modules)
print("loaded" if parts else "lazy", parts)
PYTHON
failed=0
for wanted in "binary int loaded" "binary decimal lazy" "python int lazy"; do
  set -- $wanted
  seen=$(PSYCOPG_IMPL=$1 "$folder/venv/bin/python" "$folder/try.py" "$2" 2>&1 | tail -1)
  echo "$1, $2: $seen"
  [ "${seen%% *}" = "$3" ] || failed=1
done
exit $failed
