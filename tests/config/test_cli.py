import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from hoshin.config.cli import COMMANDS, main
from hoshin.config.ports import PortBusy, require_free_port
from hoshin.config.postgres.roles import APP, OWNER
from tests.demo_process import free_port, open_folder

SOURCE = str(Path(__file__).parents[2] / "src")


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hoshin.config.cli", *arguments],
        env={**os.environ, "PYTHONPATH": SOURCE, **variables},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_help_names_every_command_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])

    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert command.name in shown
        assert command.help in shown


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"HOSHIN_HTTPS": "perhaps"}, "HOSHIN_HTTPS"),
        ({"PORT": "http"}, "PORT"),
        ({"DATABASE_URL": "mysql://app:geheim@host/hoshin"}, "DATABASE_URL"),
        (
            {"DATABASE_URL": "postgresql://app:geheim@127.0.0.1:1/hoshin?connect_timeout=2"},
            "データベースに接続できません",
        ),
        ({"HOSHIN_HOME": "/dev/null/home"}, "HOSHIN_HOME"),
    ],
)
def test_what_an_operator_can_mend_is_said_in_a_line(variables: dict[str, str], word: str) -> None:
    with open_folder() as folder:
        done = run("manage", "showmigrations", **{"HOSHIN_HOME": str(folder / "home"), **variables})

    assert done.returncode == 1
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr + done.stdout


def test_the_owner_s_address_is_asked_for_by_name(tmp_path: Path) -> None:
    done = run("migrate", HOSHIN_HOME=str(tmp_path), DATABASE_URL="postgresql://app@127.0.0.1:1/hoshin")

    assert done.returncode == 1
    assert "DATABASE_OWNER_URL" in done.stderr


@pytest.fixture
def elsewhere(db: None) -> dict[str, str]:
    """The variables of an installation whose database is another server (here: the tests', by its address)."""
    host, name = connection.settings_dict["HOST"], connection.settings_dict["NAME"]
    return {
        "DATABASE_URL": f"postgresql://{APP}@/{name}?host={host}",
        "DATABASE_OWNER_URL": f"postgresql://{OWNER}@/{name}?host={host}",
    }


def test_a_database_elsewhere_is_migrated_by_its_owner(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    done = run("migrate", HOSHIN_HOME=str(tmp_path), **elsewhere)

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "postgres").exists()


def test_the_server_refuses_to_serve_as_the_owner(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    port = str(free_port())

    done = run("serve", "--port", port, HOSHIN_HOME=str(tmp_path), DATABASE_URL=elsewhere["DATABASE_OWNER_URL"])

    assert done.returncode == 1
    assert "BYPASSRLS" in done.stderr
    assert "所有者" in done.stderr


def test_a_port_in_use_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]

        with pytest.raises(PortBusy, match=f"ポート {port} は使用中"):
            require_free_port("127.0.0.1", port)


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(PortBusy, match="待ち受けできません"):
        require_free_port("192.0.2.1", 8000)
