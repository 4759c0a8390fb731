from __future__ import annotations

import re
from pathlib import Path

from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.schemas import schemas
from tests.publishing.folders import write

MANUAL = (Path(__file__).parents[2] / "docs" / "policy-folder.md").read_text(encoding="utf-8")


def test_the_example_of_the_manual_is_a_right_policy(tmp_path):
    files = dict(re.findall(r"^### `([^`]+)`\n\n```yaml\n(.*?)```$", MANUAL, re.MULTILINE | re.DOTALL))

    folder = read_folder(write(tmp_path, files))

    assert len(files) == 8
    assert [item.number for item in folder.editions[0].items] == ["1", "2"]


def test_the_manual_names_the_schemas_there_are():
    assert set(re.findall(r"`([a-z-]+\.schema\.json)`", MANUAL)) <= set(schemas())
