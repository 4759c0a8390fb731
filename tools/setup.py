"""
Makes or updates the virtual environment .venv. Called by make with any Python of the machine.

Run: python3 tools/setup.py run|dev|bench|interop    run: what the product needs; dev: and what its tests and linters
                                                     need; bench: what it is measured against, added to either; interop:
                                                     clients of others, in an environment of their own (.venv-interop)
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"


def main(kind: str) -> int:
    if sys.version_info < OLDEST:
        return fail(
            "Python 3.11 以上が必要です（PYTHON=python3.12 のように指定できます）。 / Python 3.11 or newer is needed."
        )
    if is_fresh(kind):
        return 0
    with nobody_else():
        return 0 if is_fresh(kind) else prepare(kind)


def prepare(kind: str) -> int:
    print(f"環境を準備しています（{venv_of(kind)}）… / Preparing the environment…", flush=True)
    if not is_usable(venv_of(kind)) and not make_venv(venv_of(kind)):
        return 1
    if not install(kind):
        return fail(
            "依存パッケージを導入できませんでした。上の表示を確認してください。 / The packages could not be installed."
        )
    if kind != "interop":  # clients of others know nothing of the product
        link_source(venv_of(kind))
    stamp(kind).write_text(fingerprint(kind), encoding="ascii")
    return 0


def venv_of(kind: str) -> Path:
    return ROOT / (".venv-interop" if kind == "interop" else ".venv")


def python_of(kind: str) -> Path:
    return venv_of(kind) / "bin" / "python"


def is_fresh(kind: str) -> bool:
    """A complete dev environment serves a run as well, so `make demo` after `make test` takes nothing away."""
    if not python_of(kind).exists():
        return False
    kinds = ("run", "dev") if kind == "run" else (kind,)
    return any(stamp(k).exists() and stamp(k).read_text(encoding="ascii") == fingerprint(k) for k in kinds)


def fingerprint(kind: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{kind}.txt").read_bytes() + str(ROOT).encode()).hexdigest()


def stamp(kind: str) -> Path:
    return venv_of(kind) / f".{kind}-installed"


@contextmanager
def nobody_else() -> Iterator[None]:
    """Wait until no other process prepares an environment here. pip and uv get the lock too: they may outlive us."""
    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)  # noqa: FBT003  # takes no keyword
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def is_usable(venv: Path) -> bool:
    """Say whether packages can be added. What was interrupted looks whole to pip and uv, and lacks files."""
    if not (venv / "bin" / "python").exists() or unfinished(venv).exists():
        return False
    asked = subprocess.run([str(venv / "bin" / "python"), "-m", "pip", "--version"], check=False, capture_output=True)
    return asked.returncode == 0


def unfinished(venv: Path) -> Path:
    return venv / ".unfinished"


def make_venv(venv: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        fail(
            "venv を作れません。Debian や Ubuntu では apt install python3-venv で入ります。"
            " / The venv module is missing."
        )
    return done.returncode == 0


def install(kind: str) -> bool:
    """With uv when it can be had (ten times faster), else with pip. Hashes are checked; what a person added stays."""
    python, mark = python_of(kind), unfinished(venv_of(kind))
    for old in ("run", "dev") if kind in {"run", "dev"} else (kind,):
        stamp(old).unlink(missing_ok=True)
    wanted = ("--require-hashes", "-r", str(REQUIREMENTS / f"{kind}.txt"))
    uv = ("--require-hashes", "-r", str(REQUIREMENTS / "uv.txt"))
    mark.touch()
    is_done = (
        run(python, python, "-m", "pip", "install", "--quiet", *uv)
        and run(python, python.with_name("uv"), "pip", "install", "--quiet", "--python", str(python), *wanted)
    ) or run(python, python, "-m", "pip", "install", *wanted)
    mark.unlink()
    return is_done


def run(python: Path, program: Path, *arguments: str) -> bool:
    environment = {
        "UV_PYTHON_DOWNLOADS": "never",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **package_index(python),
        **os.environ,
    }
    return subprocess.run([str(program), *arguments], check=False, env=environment, close_fds=False).returncode == 0


def package_index(python: Path) -> dict[str, str]:
    """uv does not read pip's configuration, and whoever has set an index there means it."""
    asked = subprocess.run(
        [str(python), "-m", "pip", "config", "get", "global.index-url"], check=False, capture_output=True, text=True
    )
    url = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": url} if url else {}


def link_source(venv: Path) -> None:
    """Let the environment find the package in src/, and give it the command `hoshin`, without a build."""
    packages = next((venv / "lib").glob("python3.*")) / "site-packages"
    (packages / "hoshin-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = venv / "bin" / "hoshin"
    command.write_text(
        f'#!/bin/sh\nexec "{venv / "bin" / "python"}" -m hoshin.config.cli "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)


def fail(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
