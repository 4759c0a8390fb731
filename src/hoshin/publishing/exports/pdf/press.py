"""Sets a Typst template of ours as PDF. What a document says reaches the template as data, never as source."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from hoshin.publishing.exports.fonts import FontSet

EXPORTS = Path(__file__).parents[1]  # a template can read files here and nowhere else
TYPESETTER = Path(__file__).with_name("typesetter.py")
STANDARDS = ("a-3a", "ua-1")
LONGEST_SECONDS = 120
MOST_MEMORY = 4 * 1024**3
MOST_PAGES = 3_000
TOO_LONG = "too many pages"  # what the template panics with


class PressFailed(RuntimeError):
    """The document could not be set."""


class DocumentTooLong(PressFailed):
    """The document has more pages, or takes more time, than any edition needs."""


def press(
    template: Path, *, data: object, fonts: FontSet, day: dt.date, inputs: Mapping[str, str] | None = None
) -> bytes:
    """Set a template under `exports/` as PDF/UA-1 and PDF/A-3a. The same arguments give the same bytes.

    The template reads `data` by `json(bytes(sys.inputs.data))`, and `inputs` as they are. `day` dates the file.

    :raises DocumentTooLong: beyond LONGEST_SECONDS or MOST_PAGES.
    :raises PressFailed: the template refuses the data; with what Typst says.
    """
    job = {
        "template": str(template),
        "root": str(EXPORTS),
        "fonts": [str(folder) for folder in fonts.folders],
        "inputs": {**(inputs or {}), "data": json.dumps(data, ensure_ascii=False), "most_pages": str(MOST_PAGES)},
        "standards": STANDARDS,
        "timestamp": int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()),
        "memory": MOST_MEMORY,
        "cpu_seconds": 2 * LONGEST_SECONDS,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own file, by our own interpreter, without a shell
            [sys.executable, "-I", str(TYPESETTER)],
            input=json.dumps(job).encode("ascii"),
            capture_output=True,
            check=False,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentTooLong(f"PDFの作成が{LONGEST_SECONDS}秒以内に終わりません。") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        if TOO_LONG in said:
            raise DocumentTooLong(f"PDFが{MOST_PAGES:,}ページを超えます。")
        raise PressFailed(f"PDFを作成できません（終了コード{done.returncode}）。{said}")
    return done.stdout
