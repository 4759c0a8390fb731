"""A small policy folder that is right in everything, to be spoilt in one place by each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.problem import FolderErrors, Problem

GOOD = {
    "policy.yaml": """\
municipality:
  code: "132292"
  name: 西東京市
  prefecture: 東京都
policy:
  key: joho
  name: 地域情報化方針
  description: |
    方針の説明です。

    二つ目の段落です。
""",
    "departments.yaml": """\
departments:
  - key: citizens
    name: 市民課
  - key: it
    name: 情報推進課
    valid_from: 2015-04-01
    succeeds:
      - department: old-it
        kind: renamed
  - key: old-it
    name: 情報システム課
    valid_to: 2015-03-31
""",
    "2020/edition.yaml": """\
year: 2020
title: 令和2年度版
year_label: 2020（令和2）年度
levels:
  - 基本目標
  - 重点取組
stages:
  - key: survey
    label: 調査研究
  - key: rollout
    label: 導入実行
    rule: indicator_with_target
directions:
  - key: together
    label: みんなでつくるまちづくり
    mark: み
""",
    "2020/drivers.yaml": """\
driver_fields:
  - key: national
    label: 国・都の情報政策
    drivers:
      - key: open-data
        title: オープンデータの促進
      - key: cards
        title: カードの普及
  - key: technology
    label: 技術動向
    drivers:
      - key: wifi
        title: 公衆無線LANの整備
""",
    "2020/sections.yaml": """\
sections:
  - key: preface
    title: はじめに
    body: |
      ## 見出し

      本文です。
  - key: national
    title: 国・都の情報政策
    kind: driver_field
    field: national
""",
    "2020/glossary.yaml": """\
glossary:
  - term: KPI
    definition: 重要業績評価指標
    aliases:
      - 成果指標
""",
    "2020/sources.yaml": """\
sources:
  - group: 国の情報政策
    title: オープンデータ基本指針
    issued: 2017年5月
""",
    "2020/items/01-goal.yaml": """\
key: goal
number: "1"
title: 便利なまち
initiative: false
""",
    "2020/items/02-card.yaml": """\
key: card
number: 1-1
title: 個人番号カードの普及促進
parent: goal
stage:
  stage: rollout
departments:
  - department: citizens
  - department: it
    role: related
directions:
  - direction: together
references:
  - field: national
    driver: cards
  - field: technology
    printed: ⑥
    certainty: inferred
schedule:
  - year: 2020
    text: 窓口を増やします。
indicators:
  - key: cards-issued
    name: 交付枚数
    unit: 枚
    series:
      - 窓口
    targets:
      - period: FY2020
        value: 97,056枚
      - period: 令和5年度
        value: 202,904枚
        period_label: 令和5年度
    actuals:
      - period: 2020-02-29
        value: 42,678枚
        as_of: 2020-02-29
        series: 窓口
""",
    "2020/items/03-survey.yaml": """\
key: survey-item
number: 1-2
title: 新たな技術の調査・研究
parent: goal
stage:
  stage: survey
  certainty: inferred
  note: 文から推定
""",
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def spoilt(file: str, old: str, new: str) -> dict[str, str]:
    """Make the good folder with one passage replaced; the passage must be there exactly once."""
    assert GOOD[file].count(old) == 1, f"{old!r} in {file}"
    return GOOD | {file: GOOD[file].replace(old, new)}


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(FolderErrors) as caught:
        read_folder(root)
    return caught.value.problems


def line_of(text: str, passage: str) -> int:
    """Find the line that holds a passage, counted from 1."""
    return next(number for number, line in enumerate(text.split("\n"), start=1) if passage in line)
