"""The embedded server: as many users as come, ends with the last of them, survives every kind of kill."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from hoshin.config.home import Home
from hoshin.config.postgres import attach, place, socket_folder
from hoshin.config.postgres.account import account_for, switch_to
from hoshin.config.postgres.roles import APP, DATABASE, OWNER
from tests.demo_process import open_folder

SECONDS = 60
KEEPER = "hoshin.config.postgres.keeper"
HOLD = """
import sys
from pathlib import Path
from hoshin.config.home import Home
from hoshin.config.postgres import attach
lease = attach(Home(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as path:
        yield path
        psutil.wait_procs(servers_of(path), timeout=SECONDS)


@pytest.fixture
def home(folder: Path) -> Home:
    return Home(folder / "home")


@pytest.fixture
def hold(folder: Path) -> Iterator[Callable[[Home], subprocess.Popen[str]]]:
    """Another process that uses the server until it is told to end."""
    started: list[subprocess.Popen[str]] = []

    def start(home: Home) -> subprocess.Popen[str]:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(home.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
        started.append(holder)
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        return holder

    yield start
    for holder in started:
        holder.kill()
        holder.communicate()


def ask(home: Home, statement: str, *, user: str = APP) -> list[tuple[object, ...]]:
    with psycopg.connect(host=str(socket_folder(home.postgres)), user=user, dbname=DATABASE) as connection:
        return connection.execute(statement).fetchall()


def servers_of(path: Path) -> list[psutil.Process]:
    """Keepers and servers that were started on a state folder, dead ones that nobody has collected aside."""
    found = []
    for process in psutil.process_iter():
        try:
            words = process.cmdline()
            ours = process.name() == "postgres" or KEEPER in words
            if ours and process.status() != psutil.STATUS_ZOMBIE and any(str(path) in word for word in words):
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def keeper_of(home: Home) -> psutil.Process:
    return next(process for process in servers_of(home.path) if KEEPER in process.cmdline())


def test_the_roles_have_exactly_their_rights(home: Home) -> None:
    lease = attach(home)

    roles = ask(
        home,
        "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication"
        " FROM pg_roles WHERE rolname LIKE 'hoshin%' ORDER BY rolname",
    )
    owner = ask(home, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
    lease.release()

    assert roles == [(APP, True, False, False, False, False, False), (OWNER, True, False, True, True, False, False)]
    assert owner == [(OWNER,)]


def test_the_application_role_makes_no_tables(home: Home) -> None:
    lease = attach(home)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(home, "CREATE TABLE mine (id int)")
    lease.release()


def test_the_server_runs_until_its_last_user_has_gone(home: Home) -> None:
    first, second = attach(home), attach(home)

    first.release()
    still = ask(home, "SELECT 1")
    second.release()

    assert still == [(1,)]
    assert servers_of(home.path) == []


def test_what_was_written_is_there_at_the_next_start(home: Home) -> None:
    lease = attach(home)
    with psycopg.connect(host=str(socket_folder(home.postgres)), user=OWNER, dbname=DATABASE) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS id")
    lease.release()

    lease = attach(home)
    kept = ask(home, "SELECT id FROM kept", user=OWNER)
    lease.release()

    assert kept == [(1,)]


def test_a_killed_user_holds_nothing_back(home: Home, hold: Callable[[Home], subprocess.Popen[str]]) -> None:
    holder = hold(home)
    running = servers_of(home.path)

    holder.kill()
    _, alive = psutil.wait_procs(running, timeout=SECONDS)

    assert len(running) >= 2
    assert alive == []


def test_a_server_whose_keeper_and_user_were_killed_is_taken_over(
    home: Home, hold: Callable[[Home], subprocess.Popen[str]]
) -> None:
    holder = hold(home)
    before = ask(home, "SELECT pg_postmaster_start_time()")
    keeper = keeper_of(home)
    keeper.kill()
    psutil.wait_procs([keeper], timeout=SECONDS)
    holder.kill()
    holder.wait()

    lease = attach(home)
    after = ask(home, "SELECT pg_postmaster_start_time()")
    lease.release()

    assert after == before
    assert servers_of(home.path) == []


def test_a_server_killed_outright_starts_again(home: Home, hold: Callable[[Home], subprocess.Popen[str]]) -> None:
    holder = hold(home)
    running = servers_of(home.path)
    for process in running:
        process.kill()
    holder.kill()
    psutil.wait_procs(running, timeout=SECONDS)

    lease = attach(home)
    alive = ask(home, "SELECT 1")
    lease.release()

    assert alive == [(1,)]


def test_a_lock_that_names_another_program_is_no_hindrance(home: Home) -> None:
    attach(home).release()
    base = socket_folder(home.postgres).parent
    lock = base / "data" / "postmaster.pid"
    # PostgreSQL believes only in processes of its own account.
    other = subprocess.Popen(["sleep", "600"], **switch_to(account_for(home.path)))
    lock.write_text(f"{other.pid}\n{base / 'data'}\n0\n5432\n{base / 'run'}\n\n0 0\nready\n")

    try:
        lease = attach(home)
        alive = ask(home, "SELECT 1")
        lease.release()
    finally:
        other.kill()
        other.wait()

    assert alive == [(1,)]


def test_a_cluster_that_was_only_half_made_is_made_anew(home: Home) -> None:
    home.prepare()
    half = home.postgres / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    lease = attach(home)
    alive = ask(home, "SELECT 1")
    lease.release()

    assert alive == [(1,)]
    assert not half.exists()


def test_processes_that_start_at_once_share_one_server(home: Home) -> None:
    with ThreadPoolExecutor(4) as pool:
        leases = list(pool.map(lambda _number: attach(home), range(4)))

    keepers = [process for process in servers_of(home.path) if KEEPER in process.cmdline()]
    for lease in leases:
        lease.release()

    assert len(keepers) == 1
    assert servers_of(home.path) == []


def test_a_path_too_long_for_a_socket_gets_a_short_and_closed_one(folder: Path) -> None:
    home = Home(folder / "深い場所" / ("x" * 120))

    lease = attach(home)
    sockets = socket_folder(home.postgres)
    alive = ask(home, "SELECT 1")
    lease.release()
    again = attach(home)
    again_in = socket_folder(home.postgres)
    again.release()
    shutil.rmtree(sockets)

    assert alive == [(1,)]
    assert again_in == sockets
    assert sockets.name.startswith("hoshin-")


def test_the_way_to_the_server_is_closed_to_other_users(home: Home) -> None:
    lease = attach(home)
    modes = [path.stat().st_mode & 0o077 for path in (socket_folder(home.postgres), home.secret_key_file)]
    lease.release()

    assert modes == [0, 0]


def test_a_closed_folder_stays_closed(folder: Path) -> None:
    closed = folder / "private"
    closed.mkdir(mode=0o700)
    home = Home(closed / "home")

    lease = attach(home)
    alive = ask(home, "SELECT 1")
    lease.release()
    outside = Path(place._read_notes(home.postgres).get("outside", home.path))
    shutil.rmtree(outside)

    assert alive == [(1,)]
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as somebody else")
def test_deleting_the_state_folder_resets_what_lies_outside_too(folder: Path) -> None:
    closed = folder / "private"
    closed.mkdir(mode=0o700)
    home = Home(closed / "home")
    attach(home).release()
    former = Path(place._read_notes(home.postgres)["outside"])

    shutil.rmtree(home.path)
    attach(home).release()
    present = Path(place._read_notes(home.postgres)["outside"])
    left = former.exists()
    shutil.rmtree(present)

    assert present != former
    assert not left
