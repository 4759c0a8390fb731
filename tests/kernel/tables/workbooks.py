"""Workbooks for tests: as programs write them, and as nobody should."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def xlsx(fill: Callable[[Worksheet], object] = lambda sheet: None) -> bytes:
    book = Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the archive with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return buffer.getvalue()


def with_sheet(xml: str) -> bytes:
    """Return a workbook whose one sheet is this XML, inside `worksheet`."""
    sheet = f'<?xml version="1.0"?><worksheet>{xml}</worksheet>'
    relations = (
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="x/styles" Target="/xl/styles.xml"/>'
        '<Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts = {"xl/worksheets/sheet1.xml": sheet, "xl/_rels/workbook.xml.rels": relations}
    return repacked(xlsx(), {name: part.encode() for name, part in parts.items()})


def with_rows(rows: Iterable[str], strings: Iterable[str] = ()) -> bytes:
    data = with_sheet(f"<sheetData>{''.join(rows)}</sheetData>")
    items = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return repacked(data, {"xl/sharedStrings.xml": f"<sst>{items}</sst>".encode()})


def claiming(data: bytes, name: str, size: int) -> bytes:
    """Return the archive whose directories say that a part unpacks to `size`."""
    changed = bytearray(data)
    for mark, size_at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        place = changed.find(mark)
        while place >= 0:
            if changed[place + name_at : place + name_at + len(name)] == name.encode():
                struct.pack_into("<I", changed, place + size_at, size)
            place = changed.find(mark, place + 4)
    return bytes(changed)
