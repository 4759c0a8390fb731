"""What a person sees of one thing that was read: where it stands, what was made of it, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hoshin.publishing.rules.importing.mapping import Verdict

Corrections = Mapping[str, "Correction"]


@dataclass(frozen=True)
class Correction:
    """What a person has said of a reading: another text, or that it is right as it was read."""

    text: str | None = None
    is_confirmed: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "confirmed": self.is_confirmed}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Correction:
        return cls(data["text"], bool(data["confirmed"]))


@dataclass(frozen=True)
class Read:
    """What became of a text. Nothing in `value` means that nothing is taken over."""

    value: Any = None
    verdict: Verdict = "ok"
    message: str = ""
    shown: str = ""  # the value in words, where the text does not say it


@dataclass(frozen=True)
class Reading:
    row: int  # of the sheet, from 0
    slot: str
    label: str
    place: str
    source: str  # as the file has it
    text: str  # what was read: the same, or a person's correction
    read: Read = field(default_factory=Read)
    is_corrected: bool = False
    is_confirmed: bool = False

    @property
    def key(self) -> str:
        return f"{self.row}:{self.slot}"

    @property
    def is_open(self) -> bool:
        """Whether it keeps the table from being loaded."""
        return self.read.verdict == "problem" and not self.is_confirmed

    @property
    def is_inferred(self) -> bool:
        return self.read.verdict != "ok" and not self.is_confirmed

    @property
    def remarks(self) -> dict[str, str]:
        """Return what the document says of its certainty."""
        if self.read.verdict == "ok":
            return {}
        return {"certainty": "inferred" if self.is_inferred else "stated", "note": self.read.message}
