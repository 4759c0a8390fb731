"""Snapshots for the documents made of them: the example edition, and the same with every text replaced."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from hoshin.publishing.rules.canonical import edition_of
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.snapshot import RevisionDoc, Snapshot, freeze

FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"
FIRST = RevisionDoc(number=1, published_date=dt.date(2020, 10, 1))
SECOND = RevisionDoc(number=2, published_date=dt.date(2020, 12, 1), reason="数値を訂正しました。")
# Texts of people; what else is text in an edition is a key, a code or a form of its own.
TEXTS = (
    "title", "summary", "note", "description", "label", "body", "progress", "plan", "name", "definition", "rationale",
    "reason", "source", "text", "term", "reading", "printed", "group", "issued", "scope", "series", "number",
)  # fmt: skip
# The soft breaks of Markdown and the like would change these texts: each stands for itself on one line.
HOSTILE = (
    "=1+1", "+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.example/")', "=cmd|' /C calc'!A0", "0123", "1e5", "_x0041_",
    '<w:p w:val="x">', "]]>", "&amp;", "#set page(width: 1pt)", "$x$ @ref", "\u200f右から\u200e左", "\u202e逆\u202c",
    "🙂👩‍👩‍👧‍👦",
    "𠮷野家 葛󠄀飾",
)  # fmt: skip
LONG = "あ" * 20_000  # the longest text of an edition
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

Model = TypeVar("Model", bound=BaseModel)


@cache
def example(*revisions: RevisionDoc) -> Snapshot:
    folder = read_folder(FOLDER)
    return freeze(folder, edition_of(folder, 2020), revisions or (FIRST,))


def saying(text: str) -> Snapshot:
    """The example with this text in every place where people write, past all that would refuse it."""
    snapshot = example()
    document = snapshot.document
    edition = _saying(document.edition, text)
    policy = document.policy.model_copy(update={"name": text, "description": text})
    return Snapshot(snapshot.data, document.model_copy(update={"edition": edition, "policy": policy}))


def saying_once(text: str) -> Snapshot:
    """The example with this text in its first initiative alone."""
    snapshot = example()
    edition = snapshot.edition
    items = (_saying(edition.items[0], text), *edition.items[1:])
    changed = edition.model_copy(update={"items": items})
    return Snapshot(snapshot.data, snapshot.document.model_copy(update={"edition": changed}))


def _saying(model: Model, text: str) -> Model:
    update: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, str) and name in TEXTS:
            update[name] = text
        elif isinstance(value, BaseModel):
            update[name] = _saying(value, text)
        elif isinstance(value, tuple):
            update[name] = tuple(_saying(one, text) if isinstance(one, BaseModel) else one for one in value)
    return model.model_copy(update=update)


def converted(data: bytes, suffix: str, target: str, folder: Path) -> Path:
    """Have LibreOffice open a document and save it as another."""
    source = folder / f"edition.{suffix}"
    source.write_bytes(data)
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "made"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    (made,) = (folder / "made").iterdir()
    return made
