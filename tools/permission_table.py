"""Writes docs/permissions.md: who may do what in a city as it begins, from the tables that the program itself asks.

Run: python -m tools.permission_table [--check]   --check: write nothing, fail when the document is not up to date
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from hoshin.site.rights import PermissionGroup, StepGroup

TARGET = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"
YES, NO = "○", "—"
HEAD = """# 権限表

誰が、どの状態のものに、何をできるか。この文書は `python -m tools.permission_table` が、プログラムが許可を決めるときに
見る表そのものから作ります（`reviews/rules/states.py`、`reviews/rules/rights.py`、各モジュールの `permissions.py`、
`kernel/installing.py`）。手では直しません。

- 役割は団体のデータです。ここにあるのは、はじめに用意される役割です。団体が変えた後の表は、職員用ページの「権限表」に
  出ます。
- 役割は、所属する課のもの、または団体全体のものです。「所管する課で」とあるものは、その取組を担当する課での役割だけが
  使えます。
- 代理は、決められた期間だけ、本人の役割でできることを、その課で、自分の名前で行います。「職員と役割を管理する」だけは
  代理ではできません。役割を与えられる人は、期限のある代理を自分で終わらないものにできるからです。
- 表にない操作は、誰にもできません。
"""


def main(arguments: Sequence[str]) -> int:
    # Importing Django's world is only possible once the settings are named.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
    django.setup()
    text = permission_document()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        return 0
    print("docs/permissions.md is not up to date: run python -m tools.permission_table", file=sys.stderr)
    return 1


def permission_document() -> str:
    """Return the document. Needs Django to be set up."""
    from hoshin.kernel.installing import default_roles  # noqa: PLC0415
    from hoshin.site.rights import RoleColumn, permission_groups, step_groups  # noqa: PLC0415

    columns = [RoleColumn(label, keys) for label, keys in default_roles().values()]
    names = [role.label for role in columns]
    return "\n".join([HEAD, *_steps(step_groups(columns), names), *_permissions(permission_groups(columns), names)])


def _steps(groups: Sequence[StepGroup], names: Sequence[str]) -> Iterator[str]:
    for group in groups:
        yield f"## {group.label}：状態と操作\n"
        yield _line(["状態", "操作", "次の状態", "必要な権限", *names])
        yield _rule(4, len(names))
        for row in group.rows:
            yield _line([row.status, row.verb, row.next_status, row.permission, *_marks(row.held)])
        yield ""


def _permissions(groups: Sequence[PermissionGroup], names: Sequence[str]) -> Iterator[str]:
    yield "## 役割ごとの権限\n"
    yield _line(["モジュール", "権限", *names])
    yield _rule(2, len(names))
    for group in groups:
        for row in group.rows:
            yield _line([group.label, row.label, *_marks(row.held)])
    yield ""


def _marks(held: Sequence[bool]) -> list[str]:
    return [YES if is_held else NO for is_held in held]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(texts: int, marks: int) -> str:
    return _line(["---"] * texts + [":-:"] * marks)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
