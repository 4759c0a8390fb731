"""How much of a file is taken. What is beyond is refused with a sentence, before it costs memory."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024


class NotATable(ValueError):
    """The file cannot be taken; the message says in Japanese why, where, and what to do."""


@dataclass(frozen=True)
class Limits:
    text_bytes: int = 100 * _MB  # CSV and TSV
    xlsx_bytes: int = 30 * _MB
    rows: int = 1_000_000
    columns: int = 1_000
    cells: int = 30_000_000
    longest_cell: int = 100_000  # characters; below the 131,072 at which Python's csv module gives up
    # Of an XLSX file, which is an archive:
    parts: int = 500
    unpacked_bytes: int = 600 * _MB
    sheets: int = 100

    def too_big(self) -> NotATable:
        return NotATable(
            f"表が大きすぎます。{self.rows:,}行、{self.columns:,}列までです。使っていない行や列を消してください。"
        )
