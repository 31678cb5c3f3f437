"""The real product: the demonstration on the oldest server we promise, web and worker on a free port."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hieuhoc.config.environment import ROOT
from tests.ports import free_port
from tests.system.oldest_server import Server

DATA = ROOT / "var" / "system"
STARTS_WITHIN = 60
STOPS_WITHIN = 60
COMMAND = [sys.executable, "-m", "hieuhoc.config.command"]
# As the owner of the database; every command but a few is its user.
MAKE = (
    "import django; from hieuhoc.config.database import hold_database; hold_database(); django.setup();"
    " from tests.system.ground import main; main()"
)


@dataclass(frozen=True)
class Product:
    url: str
    addresses: list[dict[str, Any]]  # see addresses.all_addresses
    people: dict[str, str]  # of the story of the year: yearly_rows
    village: str  # of Minh's commune, a learning community this year: whoever lives there counts in T2
    log: Path
    process: int  # of `hieuhoc serve`
    environment: dict[str, str]  # of its commands

    def path(self, name: str) -> str:
        """The address of a page by the name of its view."""
        return next(str(one["path"]) for one in self.addresses if one["name"] == name)


@contextmanager
def served(server: Server) -> Iterator[Product]:
    """Made anew, served until the block ends. `localhost`, not a number: passkeys need a name."""
    port = free_port()
    url = f"http://localhost:{port}"
    named = {"DATA": str(DATA), "DEMO": "1", "BIND": f"127.0.0.1:{port}", "URL": url}
    named["QUIET_HOURS"] = "0 0"  # a campaign goes out whenever the tests run
    environment = os.environ | {f"HIEUHOC_{name}": value for name, value in named.items()}
    environment |= {"DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings"} | server.addresses()
    made = subprocess.run(
        [sys.executable, "-c", MAKE],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-4000:]
    log = DATA / "serve.log"
    with log.open("w") as output:
        serving = subprocess.Popen([*COMMAND, "serve"], env=environment, cwd=ROOT, stdout=output, stderr=output)
        try:
            _wait_for(url + "/health", serving, log)
            yield Product(url, log=log, process=serving.pid, environment=environment, **json.loads(made.stdout))
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.wait(STOPS_WITHIN)


def _wait_for(address: str, serving: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and serving.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The product does not answer: {log.read_text()[-4000:]}")
