"""A column of the file with all that is done to its cells, compiled once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from typing import NamedTuple

from hoshin.services.opendata.rules.checking import Checker, Complaint, checker
from hoshin.services.opendata.rules.examining.screening import Screen
from hoshin.services.opendata.rules.lint import cell_hints
from hoshin.services.opendata.rules.mending import Mender, Proposal, mender
from hoshin.services.opendata.rules.personal import mask_all, personal_data_in
from hoshin.services.opendata.rules.shapes import ColumnChoice, Field, FieldType, Level, Standard

_REMEMBERED = 2_000  # different values a column: most columns have fewer, and those of names gain nothing by more
_VARIED = 0.5  # of the cells of a chunk
_LONGEST_CHAIN = 3


class Verdict(NamedTuple):
    """What is to be said of a value: the proposals, what it becomes by those accepted, and what is wrong with that."""

    proposals: tuple[tuple[str, Proposal], ...]  # each with what stood there before it
    after: str
    complaints: tuple[Complaint, ...]
    shown: str  # in findings: masked where it may tell of a person


class Looked(NamedTuple):
    """What a look at the cells of a chunk found out about a column."""

    verdicts: dict[str, Verdict]  # of the values that something is to be said of
    places: Sequence[int]  # where those stand
    distinct: Collection[str] | None  # the values; None where nearly every cell has its own

    def treated(self, values: Sequence[str]) -> Sequence[str]:
        """Return the values with their accepted mendings; the same object if there are none."""
        if all(verdict.after == value for value, verdict in self.verdicts.items()):
            return values
        become = list(values)
        for place in self.places:
            become[place] = self.verdicts[values[place]].after
        return become


@dataclass
class Column:
    choice: ColumnChoice
    type: FieldType  # of the standard's field, else as chosen
    mend: Mender
    check: Checker
    screen: Screen
    accepted: frozenset[str]
    _is_varied: bool = False
    _clean: set[str] = field(default_factory=set)
    _verdicts: dict[str, Verdict] = field(default_factory=dict)

    def look(self, values: Sequence[str]) -> Looked:
        """Find the values that are not all right. Values known to be are not looked at again."""
        distinct = None if self._is_varied else _distinct(values)
        if distinct is not None and self.screen.is_known and len(distinct) > len(values) * _VARIED:
            # Where hardly a value comes twice, remembering them costs more than it saves.
            self._is_varied = True
        unknown: Collection[str] = values if distinct is None else distinct - self._clean
        if not unknown:
            return Looked({}, (), distinct)
        verdicts = self._verdicts_of(unknown)
        places = list(compress(count(), map(verdicts.__contains__, values))) if verdicts else ()
        return Looked(verdicts, places, distinct)

    def _verdicts_of(self, candidates: Collection[str]) -> dict[str, Verdict]:
        if len(self._clean) > _REMEMBERED:
            self._clean.clear()
        if len(self._verdicts) > _REMEMBERED:
            self._verdicts.clear()
        found = {}
        for value in self.screen.doubtful(candidates):
            verdict = self._verdicts.get(value) or self.judge(value)
            if verdict is None:
                self._clean.add(value)
            else:
                found[value] = self._verdicts[value] = verdict
        return found

    def judge(self, value: str, refused: Collection[str] = ()) -> Verdict | None:
        """Return None if there is nothing to say. Refused are rules that do not hold for this one cell."""
        hit = personal_data_in(value)
        if hit and hit.level is Level.ERROR:
            # Neither the value nor a mended form of it may enter a report.
            return Verdict((), value, (Complaint(hit.rule, hit.level, hit.message),), hit.masked)
        after, proposals = self._mended(value, refused)
        complaints = self.check(after) + cell_hints(after, self.type)
        if hit:
            complaints += (Complaint(hit.rule, hit.level, hit.message),)
        if not proposals and not complaints:
            return None
        return Verdict(proposals, after, complaints, mask_all(after) if hit else after)

    def _mended(self, value: str, refused: Collection[str]) -> tuple[str, tuple[tuple[str, Proposal], ...]]:
        proposals: list[tuple[str, Proposal]] = []
        after, is_taken = value, True
        proposed = value
        while len(proposals) < _LONGEST_CHAIN and (proposal := self.mend(proposed)):
            proposals.append((proposed, proposal))
            proposed = proposal.after
            # A mending builds on the one before it: without that one it was never shown to anybody.
            is_taken = is_taken and proposal.rule in self.accepted and proposal.rule not in refused
            if is_taken:
                after = proposed
        return after, tuple(proposals)


def _distinct(values: Sequence[str]) -> set[str]:
    # Most columns of a standard hold one value throughout, often none: comparing is quicker than hashing.
    if values and values[0] == values[-1] and values.count(values[0]) == len(values):
        return {values[0]}
    return set(values)


def compile_columns(
    choices: Sequence[ColumnChoice], standard: Standard | None, *, accepted: frozenset[str], city_code: str
) -> list[Column]:
    """The columns that go into the release; the others are neither mended nor checked."""
    columns = []
    for choice in choices:
        if choice.name:
            of_standard = standard.field(choice.name) if standard else None
            one = of_standard or Field(choice.name, choice.type)
            columns.append(
                Column(
                    choice,
                    one.type,
                    mender(one.type, one.values, city_code=city_code),
                    checker(one, city_code=city_code),
                    Screen(one),
                    accepted,
                )
            )
    return columns
