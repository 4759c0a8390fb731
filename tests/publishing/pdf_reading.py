"""Editions set as PDF, and what the tools of any reader find in them."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import zlib
from functools import cache
from pathlib import Path

from hoshin.publishing.exports.pdf.edition import Rendered, pdf_of
from hoshin.publishing.rules.canonical import edition_of
from hoshin.publishing.rules.document import EditionDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.snapshot import RevisionDoc, Snapshot, freeze

FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"
FIRST = RevisionDoc(number=1, published_date=dt.date(2020, 10, 1))
SECOND = RevisionDoc(number=2, published_date=dt.date(2020, 12, 1), reason="交付枚数の誤りを正しました。")
NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060"))  # they only say where a line may end


@cache
def example_folder() -> PolicyFolder:
    return read_folder(FOLDER)


def snapshot_of(edition: EditionDoc | None = None, *revisions: RevisionDoc) -> Snapshot:
    folder = example_folder()
    return freeze(folder, edition or edition_of(folder, 2020), revisions or (FIRST,))


@cache
def example_pdf() -> Rendered:
    return pdf_of(snapshot_of(None, FIRST, SECOND))


def run(*command: str | Path, data: bytes = b"") -> str:
    done = subprocess.run([str(part) for part in command], input=data, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8", "replace")


def pages_of(pdf: bytes, path: Path) -> list[str]:
    """The words of each page, without the spaces and line ends that the layout puts between them."""
    path.write_bytes(pdf)
    text = run("pdftotext", "-raw", path, "-")
    return ["".join(page.split()).translate(NO_WIDTH) for page in text.split("\f")[:-1]]


def page_with(pages: list[str], start: str) -> str:
    """The page whose words, after the running head, begin so."""
    return next(page for page in pages if start in page[: len(start) + 60])


def objects_of(pdf: bytes) -> bytes:
    """The file with its compressed objects laid open."""
    parts = [pdf]
    for match in re.finditer(rb"stream\r?\n", pdf):
        try:
            parts.append(zlib.decompressobj().decompress(pdf[match.end() :]))
        except zlib.error:
            continue  # not compressed: it is in the file as it is
    return b"\n".join(parts)


def strings_of(objects: bytes, key: str) -> list[str]:
    """The values of a key, such as /Alt, as text."""
    found = re.findall(rb"/" + key.encode() + rb"\s*(?:<FEFF([0-9A-F]*)>|\(((?:\\.|[^()\\])*)\))", objects)
    return [
        bytes.fromhex(wide.decode()).decode("utf-16-be") if wide else plain.decode("latin-1") for wide, plain in found
    ]
