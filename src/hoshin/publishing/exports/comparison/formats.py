"""The comparison in each format, made once and kept beside the other published documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hoshin.publishing.exports.comparison.docx import comparison_docx
from hoshin.publishing.exports.comparison.pdf import comparison_pdf
from hoshin.publishing.exports.comparison.xlsx import comparison_xlsx
from hoshin.publishing.exports.release import replace_file
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle
from hoshin.publishing.rules.comparison.layout import Left
from hoshin.publishing.rules.formats import Format
from hoshin.publishing.rules.site_index import DOCUMENTS

_RENDERERS: Mapping[str, Callable[[Comparison, ComparisonTitle, Left], bytes]] = {
    "pdf": lambda comparison, title, left: comparison_pdf(comparison, title, left=left),
    "docx": lambda comparison, title, left: comparison_docx(comparison, title, left=left),
    "xlsx": lambda comparison, title, left: comparison_xlsx(comparison, title, left=left),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
KINDS: Mapping[str, Format] = {
    f"comparison.{key}": Format(
        key, "新旧対照表", key, f"comparison.{key}", f".{key}", _TYPES[key], is_shown=key == "pdf"
    )
    for key in _RENDERERS
}
"""The files that there are, by the last part of their addresses."""


def kept_or_made(
    root: Path, code: str, kind: Format, comparison: Comparison, title: ComparisonTitle, *, left: Left
) -> bytes:
    """Return the comparison as it was first made. Both hashes are a part of its place: what they stand for is fixed.

    :param code: of the municipality.
    """
    hashes = f"{title.old_sha256[:16]}-{title.new_sha256[:16]}"
    path = root / code / DOCUMENTS / f"comparison-{hashes}" / f"{left.value}{kind.suffix}"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        data = made(kind, comparison, title, left=left)
        replace_file(path, data)
        return data


def made(kind: Format, comparison: Comparison, title: ComparisonTitle, *, left: Left) -> bytes:
    """Make the comparison and keep nothing of it, as a draft's must be."""
    return _RENDERERS[kind.key](comparison, title, left)
