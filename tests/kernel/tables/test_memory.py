"""Memory does not grow with the file: ten times the rows need less than twice as much."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from hoshin.kernel.tables import open_table
from tests.kernel.tables.workbooks import with_rows


def peak_of(path: Path, rows: int) -> int:
    tracemalloc.start()
    try:
        table = open_table(path, path.name)
        assert sum(1 for _ in table.rows()) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_text_file_is_read_in_flat_memory(tmp_path):
    peaks = []
    for rows in (10_000, 100_000):
        lines = (f"{row:010},東京都本町{row}丁目\n" for row in range(rows))
        peaks.append(peak_of(written(tmp_path / f"{rows}.csv", "".join(lines).encode("cp932")), rows))

    assert peaks[1] < 1.5 * peaks[0]


def test_a_workbook_is_read_in_flat_memory(tmp_path):
    peaks = []
    for rows in (10_000, 100_000):
        sheet = (f'<row><c t="s"><v>{row}</v></c></row>' for row in range(rows))
        data = with_rows(sheet, (f"施設の名前と住所と電話番号、その{row}" for row in range(rows)))
        peaks.append(peak_of(written(tmp_path / f"{rows}.xlsx", data), rows))

    assert peaks[1] < 2 * peaks[0]
