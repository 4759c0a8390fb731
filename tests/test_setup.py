from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from tools import setup


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with an environment whose Python knows pip."""
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    for name in ("interop", "uv"):
        (requirements / f"{name}.txt").write_text("", encoding="ascii")
    python = tmp_path / ".venv-interop" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
    python.chmod(0o755)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "REQUIREMENTS", requirements)
    return tmp_path


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    made: list[Path] = []

    def make_venv(venv: Path) -> bool:
        made.append(venv)
        return True

    monkeypatch.setattr(setup, "make_venv", make_venv)
    return made


def answering(monkeypatch: pytest.MonkeyPatch, *, works: bool) -> None:
    monkeypatch.setattr(setup, "run", lambda *_command: works)


def test_an_environment_is_prepared_once(
    root: Path, made_anew: list[Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, works=True)

    assert [setup.main("interop"), setup.main("interop")] == [0, 0]

    assert capfd.readouterr().out.count("環境を準備しています") == 1
    assert made_anew == []


def test_an_environment_is_made_anew_after_an_install_was_cut_off(
    root: Path, made_anew: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_command: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(setup, "run", cut_off)
    with pytest.raises(KeyboardInterrupt):
        setup.main("interop")
    answering(monkeypatch, works=True)

    assert setup.main("interop") == 0
    assert made_anew == [root / ".venv-interop"]


def test_an_environment_is_made_anew_when_it_lacks_pip(
    root: Path, made_anew: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / ".venv-interop" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    answering(monkeypatch, works=True)

    assert setup.main("interop") == 0
    assert made_anew == [root / ".venv-interop"]


def test_packages_that_could_not_be_had_are_asked_for_again_in_the_same_environment(
    root: Path, made_anew: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, works=False)
    assert setup.main("interop") == 1
    answering(monkeypatch, works=True)

    assert setup.main("interop") == 0
    assert made_anew == []


def test_whoever_prepares_keeps_others_waiting(root: Path) -> None:
    other = os.open(root, os.O_RDONLY)

    with setup.nobody_else(), pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)
