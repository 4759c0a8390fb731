from __future__ import annotations

import re
from pathlib import Path

import pytest

import hoshin.design

STATIC = Path(hoshin.design.__file__).parent / "static/design"
SHEETS = sorted(STATIC.glob("*.css"))


def test_every_style_sheet_is_served_by_the_one_that_pages_link() -> None:
    imported = re.findall(r'@import url\("([^"]+)"\)', (STATIC / "hoshin.css").read_text(encoding="utf-8"))

    assert sorted([*imported, "hoshin.css"]) == [sheet.name for sheet in SHEETS]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_uses_only_tokens_that_exist(sheet: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+):", (STATIC / "tokens.css").read_text(encoding="utf-8")))

    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8"))) <= defined


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda file: file.name)
def test_nothing_is_fetched_from_another_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")

    assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_stays_small_enough_to_read(sheet: Path) -> None:
    assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 400
