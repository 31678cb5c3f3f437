#!/bin/sh
# pytest 9.2.0 and 9.1.1 with pytest-xdist 3.8.0.
#
# --dist loadgroup puts tests of one xdist_group into one worker by writing the group behind the id that a test keeps in
# `_nodeid`. Since pytest 9.2 what is reported as the id comes from elsewhere, so that the groups reach nobody: tests that share
# a server or a file run in two workers at once, and no warning says so. A scheduler of one's own
# (pytest_xdist_make_scheduler), which tells groups from the ids, is not touched.
#
# Seen: two tests of one group, two workers: with 9.1.1 both in one worker, with 9.2.0 one in each.
# Fails when either is otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
mkdir "$folder/tests"
cat >"$folder/tests/test_shared.py" <<'PYTHON'
import os

import pytest


@pytest.mark.xdist_group("one server")
@pytest.mark.parametrize("which", ["first", "second"])
def test_shared(which):
    with open("workers", "a") as seen:
        seen.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")
PYTHON
failed=0
cd "$folder/tests"
for wanted in "9.1.1 1" "9.2.0 2"; do
  set -- $wanted
  "$folder/venv/bin/pip" install -q "pytest==$1" "pytest-xdist==3.8.0" 2>/dev/null
  rm -f workers
  "$folder/venv/bin/python" -m pytest -q -p no:cacheprovider --numprocesses 2 --dist loadgroup >/dev/null
  workers=$(sort -u workers | wc -l)
  echo "pytest $1: $workers worker(s)"
  [ "$workers" = "$2" ] || failed=1
done
exit $failed
