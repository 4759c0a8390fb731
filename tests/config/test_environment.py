from pathlib import Path

import pytest

from hoshin.config import environment
from hoshin.config.environment import BadEnvironment

NAME = "HOSHIN_TEST_VALUE"


@pytest.mark.parametrize(("value", "expected"), [("on", True), ("1", True), ("OFF", False), ("no", False), ("", True)])
def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv(NAME, value)

    assert environment.flag(NAME, default=True) is expected


def test_a_value_that_makes_no_sense_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "secret-put-into-the-wrong-place")

    for read in (
        lambda: environment.flag(NAME, default=False),
        lambda: environment.number(NAME, 1),
        lambda: environment.choice(NAME, of=("a", "b")),
    ):
        with pytest.raises(BadEnvironment, match=NAME) as raised:
            read()
        assert "secret" not in str(raised.value)


def test_a_number_of_other_scripts_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "８０００")

    with pytest.raises(BadEnvironment):
        environment.number(NAME, 1)


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv(NAME, "from the variable")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))

    assert environment.secret(NAME) == "from the file"


def test_a_secret_file_that_is_missing_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nothing"))

    with pytest.raises(BadEnvironment):
        environment.secret(NAME)
