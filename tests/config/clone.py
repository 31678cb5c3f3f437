"""A clone under test: commands of their own process, with a data folder of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hieuhoc.config.embedded import Layout, layout_of
from hieuhoc.config.embedded.keeper import server_pid
from hieuhoc.config.environment import ROOT

USER_OF_DATABASE = """
import sys, psycopg
from hieuhoc.config.database import database_settings, hold_database
hold_database()
entry = database_settings()
connection = psycopg.connect(host=entry["HOST"], port=entry["PORT"], user=entry["USER"], password=entry["PASSWORD"],
                             dbname=entry["NAME"], autocommit=True)
for line in sys.stdin:
    try:
        rows = connection.execute(line).fetchall() if line.startswith("SELECT") else connection.execute(line)
        print(rows[0][0] if line.startswith("SELECT") else "done", flush=True)
    except psycopg.Error as error:
        print(type(error).__name__, flush=True)
"""


@dataclass
class Clone:
    data: Path
    prefix: list[str] = field(default_factory=list)
    commands: list["Command"] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HIEUHOC_DB"}}
        return kept | {"HIEUHOC_DATA": str(self.data), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}

    def start(self) -> "Command":
        command = Command(
            subprocess.Popen(
                [*self.prefix, sys.executable, "-c", USER_OF_DATABASE],
                env=self.environment(),
                cwd="/",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        self.commands.append(command)
        return command

    def layout(self) -> Layout:
        identity = (self.data / "secrets" / "hieuhoc_db_identity").read_text(encoding="ascii").strip()
        return layout_of(self.data, identity, as_root=os.geteuid() == 0 and not self.prefix)

    def server(self) -> int | None:
        return server_pid(self.layout().cluster)

    def keeper(self) -> int:
        server = self.server()
        assert server is not None
        return int(Path(f"/proc/{server}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[1])


@dataclass
class Command:
    process: subprocess.Popen[str]

    def ask(self, statement: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False
