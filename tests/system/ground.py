"""Run as the owner of the database (tests.system.product): the demonstration province made anew, and one
address per page, as JSON."""

import json
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from hieuhoc.accounts.models import Grant
from hieuhoc.demo.believable import OPEN_YEAR, version_of
from tests.system.addresses import all_addresses
from tests.system.dressing import dress
from tests.system.yearly_rows import people_of_the_year

PEOPLE = 6_000


def main() -> None:
    shutil.rmtree(Path(settings.DATA_DIR) / "files", ignore_errors=True)  # of an earlier run
    call_command("demo", people=PEOPLE, check=True, stdout=sys.stderr)
    rows = dress()
    commune = Grant.objects.get(user__username="minh").place
    told = {"addresses": all_addresses(rows), "village": rows["registered_village"]}
    told["people"] = people_of_the_year(commune, version_of(OPEN_YEAR))
    json.dump(told, sys.stdout)
