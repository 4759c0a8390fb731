"""What people say of the readings, put together: several may do so at once, and nobody's word is lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hoshin.publishing.rules.importing.reading import Correction, Corrections, Reading
from hoshin.publishing.rules.importing.review import Review

# 7:target:FY2020. No run of digits in it is long enough for a My Number.
KEY = re.compile("[0-9]{1,5}:[a-z]{1,20}(?::(?!.*[0-9]{11})[A-Za-z0-9_./-]{1,80})?")

Reviewing = Callable[[Corrections], Review]


@dataclass(frozen=True)
class Wish:
    """What somebody has sent for a reading. `seen` is its fingerprint as it stood on their page."""

    key: str
    seen: str
    text: str
    is_confirmed: bool

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.text, is_confirmed=self.is_confirmed)

    @property
    def is_touched(self) -> bool:
        return self.fingerprint != self.seen

    @property
    def is_only_ticked(self) -> bool:
        """Whether the box was changed and the text was not."""
        return fingerprint(self.text, is_confirmed=not self.is_confirmed) == self.seen


@dataclass(frozen=True)
class Settled:
    """`conflicts`: the keys of readings that somebody else has settled otherwise meanwhile."""

    corrections: dict[str, Correction]
    conflicts: tuple[str, ...]
    touched: int


def fingerprint(text: str, *, is_confirmed: bool) -> str:
    return hashlib.sha256(f"{int(is_confirmed)}{text.strip()}".encode()).hexdigest()[:12]


def fingerprint_of(reading: Reading) -> str:
    return fingerprint(reading.text, is_confirmed=reading.is_confirmed)


def settle(wishes: Sequence[Wish], corrections: Corrections, review: Reviewing) -> Settled:
    """Take up what was changed on a page; what was left as it stood there stays as others have it now.

    A text for a reading that is there no more is kept, unmatched, for a person to see; a mere confirmation is not.
    """
    touched = [wish for wish in wishes if wish.is_touched]
    now = review(corrections)
    conflicts = tuple(wish.key for wish in touched if _is_contested(wish, now.get(wish.key)))
    plain = review(_without_texts(corrections, {wish.key for wish in touched}))
    settled = dict(corrections)
    for wish in touched:
        as_read = plain.get(wish.key)
        text: str | None = wish.text.strip()
        if wish.is_only_ticked:
            text = corrections.get(wish.key, Correction()).text
        elif as_read and as_read.text.strip() == text:
            text = None
        settled[wish.key] = Correction(text, wish.is_confirmed)
    return Settled(_of_use(settled, review), conflicts, len(touched))


def _is_contested(wish: Wish, reading: Reading | None) -> bool:
    return reading is not None and fingerprint_of(reading) not in (wish.seen, wish.fingerprint)


def _without_texts(corrections: Corrections, keys: set[str]) -> dict[str, Correction]:
    return {key: replace(one, text=None) if key in keys else one for key, one in corrections.items()}


def _of_use(corrections: Mapping[str, Correction], review: Reviewing) -> dict[str, Correction]:
    said = {key: one for key, one in corrections.items() if one != Correction()}
    unmatched = set(review(said).unmatched)
    return {key: one for key, one in said.items() if key not in unmatched or one.text is not None}
