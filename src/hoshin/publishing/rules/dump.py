"""Writes a policy as a folder of YAML; reading it again gives the same policy, writing that the same bytes."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import Any

from hoshin.publishing.rules.document import Doc, EditionDoc, EditionHead, ItemDoc, PolicyFolder
from hoshin.publishing.rules.fields import written
from hoshin.publishing.rules.folder import LIST_FILES
from hoshin.publishing.rules.folder_layout import find_files, is_note
from hoshin.publishing.rules.problem import FolderErrors
from hoshin.publishing.rules.yaml_text import to_yaml

LAST_FIELDS = ("certainty", "note")


class NotWritable(ValueError):
    """The target holds something that writing would destroy; the message says what, in Japanese."""


def dump_files(folder: PolicyFolder) -> dict[str, str]:
    """Write each file's text, by its name in the folder."""
    files = {"policy.yaml": to_yaml({name: plain(getattr(folder, name)) for name in ("municipality", "policy")})}
    if folder.departments:
        files["departments.yaml"] = to_yaml({"departments": [plain(department) for department in folder.departments]})
    for edition in folder.editions:
        files |= {f"{edition.year}/{name}": text for name, text in _edition_files(edition).items()}
    return files


def _edition_files(edition: EditionDoc) -> dict[str, str]:
    head = {name: value for name, value in plain(edition).items() if name in EditionHead.model_fields}
    files = {"edition.yaml": to_yaml(head)}
    for kind, (name, _) in LIST_FILES.items():
        rows: tuple[Doc, ...] = getattr(edition, name)
        if rows:
            files[f"{kind}.yaml"] = to_yaml({name: [plain(row) for row in rows]})
    width = max(2, len(str(len(edition.items))))
    for order, item in enumerate(edition.items, start=1):
        files[f"items/{order:0{width}d}-{item.key}.yaml"] = to_yaml(_item(item))
    return files


def _item(item: ItemDoc) -> dict[str, Any]:
    data = plain(item)
    for indicator, rows in zip(item.indicators, data.get("indicators", []), strict=False):
        for target, row in zip(indicator.targets, rows.get("targets", []), strict=False):
            row["value"] = written(target.value, indicator.unit)
        for actual, row in zip(indicator.actuals, rows.get("actuals", []), strict=False):
            row["value"] = written(actual.value, indicator.unit)
    return data


def plain(doc: Doc) -> dict[str, Any]:
    """Turn a document into plain data without what says only the default; remarks stand last."""
    data: dict[str, Any] = _arranged(doc.model_dump(exclude_defaults=True))
    return data


def _arranged(data: Any) -> Any:
    if isinstance(data, dict):
        names = [name for name in data if name not in LAST_FIELDS] + [name for name in LAST_FIELDS if name in data]
        return {name: _arranged(data[name]) for name in names}
    if isinstance(data, (list, tuple)):
        return [_arranged(element) for element in data]
    return data


def write_folder(folder: PolicyFolder, target: Path, *, replace: bool = False) -> None:
    """Write the folder in one step: whoever looks sees all of it or none.

    With `replace`, a policy folder that is there makes way as a whole, other editions in it too; only its notes and
    hidden files stay (people keep such a folder under version control).

    :raises NotWritable: something is there that must not make way.
    """
    target = target.resolve()
    _check_target(target, replace=replace)
    fresh, old = (target.parent / f".{target.name}.{secrets.token_hex(8)}.{end}" for end in ("new", "old"))
    try:
        for name, text in dump_files(folder).items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        _swap(fresh, target, old)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _check_target(target: Path, *, replace: bool) -> None:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not target.is_dir():
        raise NotWritable(f"{target} はフォルダーではありません。")
    if not replace:
        raise NotWritable(f"{target} は空ではありません。置き換えてよければ --force を付けてください。")
    try:
        problems = find_files(target).problems
    except FolderErrors as errors:
        problems = list(errors.problems)
    if problems:
        raise NotWritable(f"{target} は方針フォルダーではないので置き換えません（{problems[0]}）。")


def _swap(fresh: Path, target: Path, old: Path) -> None:
    """Put the new folder in place of the old one. A crash in between leaves both, named .new and .old."""
    if not target.exists():
        fresh.rename(target)
        return
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    _carry_notes(old, target)
    shutil.rmtree(old)


def _carry_notes(old: Path, new: Path) -> None:
    for entry in old.iterdir():
        if is_note(entry.name):
            entry.rename(new / entry.name)
        elif entry.is_dir() and (new / entry.name).is_dir():
            _carry_notes(entry, new / entry.name)
