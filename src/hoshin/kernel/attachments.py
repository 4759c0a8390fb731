"""A file that a person attaches to something as its evidence: of few kinds, by its content and not by its name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.utils.translation import gettext as _

from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.refusal import Refused
from hoshin.kernel.tables import clean_file_name

MB = 1024 * 1024
MOST_BYTES = 10 * MB
SUFFIXES = (".pdf", ".xlsx", ".docx", ".csv", ".txt", ".png", ".jpg")
_SAME = {".jpeg": ".jpg"}
_TEXT = "text/plain"  # of any encoding: it is downloaded, not shown
_SIGNATURES = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
}
_OFFICE = {
    ".xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
# The other characters below a space occur in no text that an office writes, but in every program.
_NO_TEXT = frozenset(range(32)) - {9, 10, 12, 13}


class NotAttachable(Refused):
    """The file cannot be taken; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="attachment")


@dataclass(frozen=True)
class Attachment:
    """A file that may be kept. `media_type` follows from what it holds."""

    name: str
    suffix: str
    media_type: str
    content: bytes


def attachment_of(name: str, file: IO[bytes]) -> Attachment:
    """Return the file as it may be kept.

    :raises NotAttachable: empty, too big, of another kind, not what its name says, or with a My Number in its name, or
        in its text where it is plain text.
    """
    clean = clean_file_name(name)
    if find_my_numbers(clean):
        # Without the name: it would end on the page and in logs.
        raise NotAttachable(
            _("ファイルの名前に個人番号（マイナンバー）とみられる数字があります。名前を変えてください。")
        )
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise NotAttachable(_("ファイルが空です。"))
    if len(content) > MOST_BYTES:
        raise NotAttachable(_("ファイルが大きすぎます。%(most)sMBまでです。") % {"most": MOST_BYTES // MB})
    suffix = PurePath(clean).suffix.lower()
    suffix = _SAME.get(suffix, suffix)
    if suffix not in SUFFIXES:
        kinds = "、".join(known.removeprefix(".").upper() for known in SUFFIXES)
        raise NotAttachable(_("この種類のファイルは添付できません。%(kinds)sにしてください。") % {"kinds": kinds})
    return Attachment(clean, suffix, _media_type(suffix, content), content)


def _media_type(suffix: str, content: bytes) -> str:
    if suffix in _SIGNATURES:
        signature, media_type = _SIGNATURES[suffix]
        is_so = content.startswith(signature)
    elif suffix in _OFFICE:
        part, media_type = _OFFICE[suffix]
        is_so = _is_office(content, part)
    else:
        media_type, is_so = _TEXT, _is_text(content)
    if not is_so:
        message = _("ファイルの中身が、名前の終わりの「%(suffix)s」と合いません。正しい種類で保存し直してください。")
        raise NotAttachable(message % {"suffix": suffix})
    return media_type


def _is_office(content: bytes, part: str) -> bool:
    """Looks at the list of parts alone: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False
    if any("vbaproject" in name for name in names):
        raise NotAttachable(_("マクロを含むファイルは添付できません。マクロを除いて保存し直してください。"))
    return part in names and "[content_types].xml" in names


def _is_text(content: bytes) -> bool:
    if _NO_TEXT.intersection(content):
        return False
    for encoding in ("utf-8", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if find_my_numbers(text):
            raise NotAttachable(_("ファイルの中に個人番号（マイナンバー）とみられる数字があります。除いてください。"))
        return True
    return False
