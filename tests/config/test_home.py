from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hoshin.config.home import Home, HomeNotUsable


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")

    home.prepare()
    first = home.secret_key()
    home.prepare()

    assert len(first) >= 64
    assert home.secret_key() == first
    assert home.secret_key_file.stat().st_mode & 0o777 == 0o600


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    home = Home(tmp_path)

    def prepare(_number: int) -> str:
        home.prepare()
        return home.secret_key()

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(prepare, range(32)))

    assert len(keys) == 1
    assert keys != {""}


def test_a_key_that_another_process_made_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)

    def while_the_other_is_quicker(_size: int) -> str:
        home.secret_key_file.write_text("the other's")
        return "ours"

    monkeypatch.setattr("hoshin.config.home.secrets.token_urlsafe", while_the_other_is_quicker)
    home.prepare()

    assert home.secret_key() == "the other's"
    assert [path.name for path in tmp_path.glob(".secret_key*")] == []


def test_no_key_before_the_first_start(tmp_path: Path) -> None:
    assert Home(tmp_path).secret_key() == ""


def test_what_people_upload_is_closed_to_other_users(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")

    home.prepare()

    assert home.files.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()

    with pytest.raises(HomeNotUsable, match="書き込めません") as raised:
        Home(in_the_way / "home").prepare()

    assert "\n" not in str(raised.value)


def test_the_folder_is_taken_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOSHIN_HOME")
    assert Home.from_environment().path == tmp_path / "var"

    monkeypatch.setenv("HOSHIN_HOME", "elsewhere")
    assert Home.from_environment().path == tmp_path / "elsewhere"
