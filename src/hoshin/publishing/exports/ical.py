"""The dates of an edition as a calendar (RFC 5545): its fiscal year, the day of the actuals, when targets are due."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.safe_text import writable
from hoshin.publishing.rules.contents import Contents, titled
from hoshin.publishing.rules.document import IndicatorDoc, ItemDoc, TargetDoc
from hoshin.publishing.rules.figures import target_label
from hoshin.publishing.rules.snapshot import Snapshot
from hoshin.publishing.rules.wording import full_title, note_of, reason_of, revision_label, title_with_city, year_label

LONGEST_LINE = 75  # octets, without the line break
# A name space of our own: the same date of the same edition keeps its UID in every revision and on every machine.
_NAMES = uuid.UUID("8f0d6a5c-3c1e-5b52-9d5a-6f0f3a8f6c1d")
_ESCAPED = re.compile(r"[\\;,]")
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """What the calendar shows, on whole days; `key` tells it from all others of the edition."""

    key: tuple[str, ...]
    category: str
    summary: str
    first_day: dt.date
    last_day: dt.date
    description: str = ""


def ical_of(snapshot: Snapshot) -> bytes:
    """Write the calendar. The same snapshot gives the same bytes; a later revision replaces the dates it changed."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hoshin//Hoshin//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("NAME", full_title(snapshot)),
        _text("X-WR-CALNAME", full_title(snapshot)),
        "X-WR-TIMEZONE:Asia/Tokyo",
        *(line for happening in happenings(snapshot) for line in _event(happening, snapshot)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def happenings(snapshot: Snapshot) -> tuple[Happening, ...]:
    contents = Contents(snapshot.edition, snapshot.department_names())
    found = [*_of_the_year(snapshot)]
    for item in contents.items:
        found += _schedule(item)
        for indicator in item.indicators:
            found += [_due(contents, item, indicator, target) for target in indicator.targets]
    return tuple(sorted(found, key=lambda one: (one.first_day, one.last_day, one.key)))


def _of_the_year(snapshot: Snapshot) -> Iterator[Happening]:
    doc, title = snapshot.edition, title_with_city(snapshot)
    year = FiscalYear(doc.year)
    yield _day(("year", "start"), "年度", f"{year.label_both}の始まり（{title}）", year.first_day)
    yield _day(("year", "end"), "年度", f"{year.label_both}の終わり（{title}）", year.last_day)
    if doc.issued:
        yield _day(("issued",), "公表", f"{title} {year_label(snapshot)} 発行", doc.issued)
    if doc.data_as_of:
        yield _day(("as-of",), "実績", f"実績の時点（{title}）", doc.data_as_of)
    for revision in snapshot.document.revisions:
        summary = f"{title} {year_label(snapshot)} {revision_label(revision)}の公表"
        yield _day(
            ("published", str(revision.number)), "公表", summary, revision.published_date, words=reason_of(revision)
        )


def _day(key: tuple[str, ...], category: str, summary: str, day: dt.date, *, words: str = "") -> Happening:
    return Happening(key, category, summary, day, day, words)


def _schedule(item: ItemDoc) -> Iterator[Happening]:
    for entry in item.schedule:
        year = FiscalYear(entry.year)
        said = "\n".join(part for part in (plain_text(entry.text), plain_text(note_of(entry))) if part)
        mark = "（推定）" if entry.certainty == "inferred" else ""
        summary = f"{year.label_wareki}の予定{mark}：{titled(item)}"
        yield Happening(("schedule", item.key, str(year)), "予定", summary, year.first_day, year.last_day, said)


def _due(contents: Contents, item: ItemDoc, indicator: IndicatorDoc, target: TargetDoc) -> Happening:
    name = f"{indicator.name}（{target.series}）" if target.series else indicator.name
    mark = "（推定）" if target.certainty == "inferred" else ""
    departments = "、".join(contents.department_name(use.department) for use in item.departments)
    said = (
        f"取組：{titled(item)}",
        f"所管課：{departments}" if departments else "",
        f"目標：{name} {target_label(target)}",
        f"期限：{wareki(target.period.last_day)}",
        target.reason,
        plain_text(note_of(target)),
    )
    return _day(
        ("target", item.key, indicator.key, target.series, str(target.period)),
        "目標",
        f"目標の期限{mark}：{name} {target.value.printed}",
        target.period.last_day,
        words="\n".join(part for part in said if part),
    )


def _event(happening: Happening, snapshot: Snapshot) -> Iterator[str]:
    stamp = f"{snapshot.revision.published_date:%Y%m%d}T000000Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(happening, snapshot)}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{snapshot.revision.number - 1}"
    yield f"DTSTART;VALUE=DATE:{happening.first_day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{happening.last_day + _ONE_DAY:%Y%m%d}"
    yield _text("SUMMARY", happening.summary)
    if happening.description:
        yield _text("DESCRIPTION", happening.description)
    yield _text("CATEGORIES", happening.category)
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PUBLIC"
    yield "END:VEVENT"


def _uid(happening: Happening, snapshot: Snapshot) -> str:
    document = snapshot.document
    key = (document.municipality.code, document.policy.key, str(snapshot.edition.year), *happening.key)
    # A series is named by its city and may hold anything: lengths keep two keys from running into one.
    return str(uuid.uuid5(_NAMES, "/".join(f"{len(part)}:{writable(part)}" for part in key)))


def _text(name: str, value: str) -> str:
    # A tab or an old line break is layout, which a calendar has not.
    words = writable(value).replace("\t", " ")
    escaped = _ESCAPED.sub(lambda found: f"\\{found.group()}", words)
    return f"{name}:{escaped}".replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Break a line into pieces of at most 75 octets, never inside a character; the next piece begins with a space."""
    pieces, room = [b""], LONGEST_LINE
    for character in line:
        octets = character.encode("utf-8")
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = LONGEST_LINE - 1
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
