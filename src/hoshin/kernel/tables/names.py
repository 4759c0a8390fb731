"""The name under which a file came, made fit to be shown and stored."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_SPACES = re.compile(r"\s+")


def clean_file_name(name: str) -> str:
    """Return the last part of a name without what a file system, a header or a reader could be misled by.

    Paths are cut off, control and direction characters dropped, leading and trailing dots and spaces too; the ending
    survives when the name is too long. A name of which nothing is left becomes "file".
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Cf: direction overrides, with which "fdp.csv" is shown as "vsc.pdf"; Cs: halves of characters.
    visible = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    clean = _SPACES.sub(" ", _FORBIDDEN.sub("_", visible)).strip(" .")
    if len(clean) > _LONGEST:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[: _LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) <= 10 else clean[:_LONGEST]
    return clean or "file"
