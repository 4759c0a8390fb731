"""The review in pages: short enough to be sent back whole, with a way from each problem to the next."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from hoshin.publishing.rules.importing.correcting import Wish, fingerprint_of
from hoshin.publishing.rules.importing.mapping import NAMES, Context
from hoshin.publishing.rules.importing.reading import Correction, Reading
from hoshin.publishing.rules.importing.review import Review, Row
from hoshin.publishing.rules.importing.review_file import VERDICTS

MOST_READINGS = 200
MOST_CHARACTERS = 100_000  # three bytes each, and each byte three characters in what a browser sends: under 1 MB
TAGS = {"ok": "plain", "guess": "warning", "problem": "danger"}
ICONS = {"ok": "success", "guess": "warning", "problem": "error"}


class Show(enum.StrEnum):
    ALL = "all"
    CHECK = "check"  # not certain, and nobody has said that it is right
    PROBLEM = "problem"  # keeps the table from being loaded

    def has(self, reading: Reading) -> bool:
        return self is Show.ALL or (reading.is_open if self is Show.PROBLEM else reading.is_inferred)


@dataclass(frozen=True)
class Sent:
    """What came back from a page but was not stored: shown again as it was written, with what stands against it."""

    wishes: Mapping[str, Wish] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A reading on a page. `next_url` leads to the next problem, "" from the last one."""

    reading: Reading
    text: str
    is_confirmed: bool
    seen: str
    choices: tuple[tuple[str, str], ...] = ()
    next_url: str = ""
    theirs: str = ""
    error: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.reading)

    @property
    def verdict(self) -> str:
        return VERDICTS[self.reading.read.verdict]

    @property
    def tag(self) -> str:
        return TAGS[self.reading.read.verdict]

    @property
    def icon(self) -> str:
        return ICONS[self.reading.read.verdict]

    @property
    def shown(self) -> str:
        return self.reading.read.shown or self.reading.text

    @property
    def asks(self) -> bool:
        """Whether there is something to confirm."""
        return self.reading.read.verdict != "ok" or self.is_confirmed


@dataclass(frozen=True)
class Section:
    """The readings of one row of the table that stand on this page."""

    row: Row
    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        return self.row.number + 1


@dataclass(frozen=True)
class Unmatched:
    """Something said of a reading that is there no more."""

    place: str
    text: str


def anchor_of(reading: Reading) -> str:
    return f"cell-{reading.key}"


class Paging:
    """Which readings stand on which page."""

    def __init__(self, review: Review, show: Show) -> None:
        self.review, self.show = review, show
        self.pages = list(_pages(review, show)) or [[]]
        self._page_of = {reading.key: number for number, page in enumerate(self.pages, 1) for _, reading in page}

    def address(self, reading: Reading, *, here: int = 0) -> str:
        """Return where a reading stands, as seen from page `here`."""
        number = self._page_of.get(reading.key)
        if number is None:  # the filter leaves it out
            return f"{Paging(self.review, Show.ALL).address(reading)}"
        return ("" if number == here else f"?show={self.show}&page={number}") + f"#{anchor_of(reading)}"

    def sections(self, number: int, context: Context, sent: Sent) -> tuple[Section, ...]:
        rows: dict[int, tuple[Row, list[Line]]] = {}
        after = self._next_problems(number)
        for row, reading in self.pages[number - 1]:
            line = _line(reading, context, sent, after.get(reading.key, ""))
            rows.setdefault(row.number, (row, []))[1].append(line)
        return tuple(Section(row, tuple(lines)) for row, lines in rows.values())

    def _next_problems(self, here: int) -> dict[str, str]:
        problems = [reading for reading in self.review.open if reading.key in self._page_of]
        return {one.key: self.address(following, here=here) for one, following in pairwise(problems)}


def unmatched(review: Review, corrections: Mapping[str, Correction]) -> tuple[Unmatched, ...]:
    return tuple(Unmatched(_place(key), corrections[key].text or "") for key in review.unmatched)


def _place(key: str) -> str:
    row, _, slot = key.partition(":")
    kind, _, about = slot.partition(":")
    name = NAMES.get(kind, kind)
    return f"{int(row) + 1}行目 {name}" + (f"（{about}）" if about else "")


def _pages(review: Review, show: Show) -> Iterator[list[tuple[Row, Reading]]]:
    """Part the readings, between rows where that is possible."""
    page: list[tuple[Row, Reading]] = []
    size = 0
    for row in review.rows:
        readings = [reading for reading in row.readings if show.has(reading)]
        if page and len(page) + len(readings) > MOST_READINGS:
            yield page
            page, size = [], 0
        for reading in readings:
            if page and (len(page) >= MOST_READINGS or size + len(reading.text) > MOST_CHARACTERS):
                yield page
                page, size = [], 0
            page.append((row, reading))
            size += len(reading.text)
    if page:
        yield page


def _line(reading: Reading, context: Context, sent: Sent, next_url: str) -> Line:
    wish = sent.wishes.get(reading.key)
    is_mine = wish is not None and wish.is_touched
    text = wish.text if wish and is_mine else reading.text
    return Line(
        reading,
        text,
        wish.is_confirmed if wish and is_mine else reading.is_confirmed,
        wish.seen if wish and is_mine and reading.key not in sent.conflicts else fingerprint_of(reading),
        _choices(reading, context, text),
        next_url,
        _told(reading) if reading.key in sent.conflicts else "",
        sent.errors.get(reading.key, ""),
    )


def _told(reading: Reading) -> str:
    return f"{reading.text or '（空欄）'}{'、確認済み' if reading.is_confirmed else ''}"


def _choices(reading: Reading, context: Context, text: str) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen where there is a list; an unreadable text is one of the choices, to stay visible."""
    if reading.slot != "stage":
        return ()
    labels = list(_once(["", text, *(stage.label for stage in context.edition.stages)]))
    return tuple((label, label or "（段階なし）") for label in labels)


def _once(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(texts)
