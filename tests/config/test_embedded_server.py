"""The embedded server: shared by the commands of one clone, gone after the last of them however it ends."""

import os
import pwd
import random
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hieuhoc.config.embedded import layout_of
from hieuhoc.config.embedded.folders import prepare
from hieuhoc.config.embedded.layout import EmbeddedError, Layout
from tests.config.clone import Clone, wait_for

SERVER_STARTED = "SELECT pg_postmaster_start_time()"


def ended(clone: Clone) -> None:
    for command in clone.commands:
        command.kill()
    if (clone.data / "secrets").exists():
        assert wait_for(lambda: clone.server() is None)
        shutil.rmtree(clone.layout().home)


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    made = Clone(tmp_path / "var")
    yield made
    ended(made)


@pytest.fixture
def other_clone(tmp_path: Path) -> Iterator[Clone]:
    made = Clone(tmp_path / "other")
    yield made
    ended(made)


def test_a_first_command_makes_the_database_and_the_last_one_leaves_nothing_running(clone: Clone) -> None:
    command = clone.start()
    assert command.ask("SELECT current_database()") == "hieuhoc"
    assert command.ask("SELECT current_setting('server_version_num')::int / 10000") == "18"
    assert command.ask("SELECT datlocale FROM pg_database WHERE datname = 'hieuhoc'") == "C.UTF-8"
    assert command.ask("SELECT current_setting('fsync') || current_setting('synchronous_commit')") == "onon"
    command.end()
    assert wait_for(lambda: clone.server() is None)


def test_two_commands_share_one_server_which_outlives_the_first(clone: Clone) -> None:
    first, second = clone.start(), clone.start()
    assert first.ask(SERVER_STARTED) == second.ask(SERVER_STARTED)
    first.end()
    time.sleep(1)
    assert second.ask("SELECT 7") == "7"


def test_commands_that_start_at_the_same_moment_share_one_server(clone: Clone) -> None:
    commands = [clone.start() for _ in range(6)]
    assert len({command.ask(SERVER_STARTED) for command in commands}) == 1


def test_killing_the_last_command_stops_the_server(clone: Clone) -> None:
    command = clone.start()
    command.ask("CREATE TABLE kept (word text)")
    command.ask("INSERT INTO kept VALUES ('học')")
    command.kill()
    assert wait_for(lambda: clone.server() is None)
    assert clone.start().ask("SELECT word FROM kept") == "học"


def test_killing_the_keeper_stops_the_server_and_the_next_command_recovers(clone: Clone) -> None:
    command = clone.start()
    command.ask("CREATE TABLE kept (word text)")
    first_start = command.ask(SERVER_STARTED)
    os.kill(clone.keeper(), signal.SIGKILL)
    again = clone.start()
    assert again.ask("SELECT count(*) FROM kept") == "0"
    assert again.ask(SERVER_STARTED) != first_start


def test_killing_the_server_itself_is_recovered_by_the_next_command(clone: Clone) -> None:
    clone.start().ask("CREATE TABLE kept (word text)")
    server = clone.server()
    assert server is not None
    os.kill(server, signal.SIGKILL)
    assert wait_for(lambda: clone.server() is None)
    assert clone.start().ask("SELECT count(*) FROM kept") == "0"


def test_a_stale_process_id_of_a_stranger_is_neither_obeyed_nor_hurt(clone: Clone) -> None:
    clone.start().ask("SELECT 1")
    clone.commands[-1].end()
    assert wait_for(lambda: clone.server() is None)
    pid_file = clone.layout().cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{clone.layout().cluster}\n", encoding="ascii")
    assert clone.start().ask("SELECT 1") == "1"


def test_newcomers_never_fail_while_the_last_one_leaves(clone: Clone) -> None:
    clone.start().ask("SELECT 1")
    chance = random.Random(677)
    for turn in range(8):
        leaving = clone.commands[-1]
        leaving.kill()
        time.sleep(chance.uniform(0, 0.5))
        assert clone.start().ask(f"SELECT {turn}") == str(turn)


def test_two_clones_never_share_a_server(clone: Clone, other_clone: Clone) -> None:
    one, two = clone.start(), other_clone.start()
    one.ask("CREATE TABLE mine (word text)")
    assert two.ask("SELECT to_regclass('mine')") == "None"
    assert clone.server() != other_clone.server()
    assert clone.layout().socket != other_clone.layout().socket


def test_no_folder_above_ours_changes_its_mode_or_owner(clone: Clone) -> None:
    clone.data.parent.chmod(0o700)
    above = [*clone.data.parents, Path("/var/lib"), Path("/var")]
    before = [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in above]
    clone.start().ask("SELECT 1")
    assert [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in above] == before


def test_only_the_owner_reaches_the_socket_and_only_with_the_password(clone: Clone) -> None:
    clone.start().ask("SELECT 1")
    layout = clone.layout()
    assert stat.S_IMODE(layout.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE((clone.data / "secrets" / "hieuhoc_db_password").stat().st_mode) == 0o600
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(layout.socket), user="hieuhoc", dbname="hieuhoc", password="guess")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(layout.socket), user="postgres", dbname="postgres", password="")


def test_the_role_we_work_as_is_no_superuser(clone: Clone) -> None:
    assert clone.start().ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(tmp_path: Path) -> None:
    layout = layout_of(tmp_path / ("rất-dài-" * 15), "identity", as_root=False)
    assert len(os.fsencode(layout.socket / ".s.PGSQL.5432")) <= 107
    layout.home.mkdir(parents=True, mode=0o700)
    prepare(layout)
    assert stat.S_IMODE(layout.socket.stat().st_mode) == 0o700
    layout.socket.rmdir()


def test_a_symbolic_link_planted_as_socket_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")
    layout = Layout(tmp_path / "home", tmp_path / "socket", tmp_path, tmp_path, None)
    with pytest.raises(EmbeddedError, match="not a folder of ours"):
        prepare(layout)


# The Python that runs us may lie in a home nobody else may enter, so the ordinary user may read (not write) everything.
ORDINARY_USER = pwd.getpwnam("nobody").pw_uid
AS_ORDINARY_USER = [
    "setpriv",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
    f"--reuid={ORDINARY_USER}",
    f"--regid={ORDINARY_USER}",
    "--clear-groups",
]


@pytest.mark.skipif(os.geteuid() != 0, reason="run by an ordinary user all tests here are this test")
def test_an_ordinary_user_keeps_everything_in_the_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "var"
    data.mkdir(mode=0o700)
    os.chown(data, ORDINARY_USER, ORDINARY_USER)
    clone = Clone(data, prefix=AS_ORDINARY_USER)
    try:
        command = clone.start()
        assert command.ask("SELECT 1") == "1"
        assert clone.layout().cluster == data / "postgres" / "data"
        server = clone.server()
        assert server is not None
        assert Path(f"/proc/{server}").stat().st_uid == ORDINARY_USER
        command.kill()
        assert wait_for(lambda: clone.server() is None)
    finally:
        for command in clone.commands:
            command.kill()
