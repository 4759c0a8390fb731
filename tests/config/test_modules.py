import os
import subprocess
import sys
from pathlib import Path

import pytest

from hoshin.config.environment import BadEnvironment
from hoshin.config.modules import SERVICES, modules

SERVICE_NAMES = [service.rpartition(".")[2] for service in SERVICES]
# Every page, job and command of what is left is built anew in a process that has never seen the service.
ASK = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.urls import get_resolver
call_command("check")
get_resolver().url_patterns
from hoshin.config import background, cli, demo, wsgi
from hoshin.kernel.registry import registry
sys.exit(any(module.key == {name!r} for module in registry.modules()))
"""


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_everything_else_stands_without_a_service(name: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HOSHIN_WITHOUT": name,
        "HOSHIN_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "hoshin.config.settings",
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "DATABASE_URL": "postgresql://app@127.0.0.1:1/nowhere",
    }

    done = subprocess.run(
        [sys.executable, "-c", ASK.format(name=name)], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


def test_a_service_that_is_left_out_is_not_installed() -> None:
    assert "hoshin.services.opendata" not in modules(without=["opendata"])
    assert "hoshin.services.opendata" in modules()


def test_a_name_that_is_no_service_is_told_with_those_that_are() -> None:
    with pytest.raises(BadEnvironment, match=r"publishing.*opendata"):
        modules(without=["publishing"])
