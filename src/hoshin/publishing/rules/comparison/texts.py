"""How two versions of a Japanese text differ, in pieces that a reader takes in at once.

Japanese writes no spaces between words, so the pieces are runs of one script. A number, a word in Latin letters, a
katakana word and a kanji compound of up to four characters change as a whole or not at all; in a longer chain of
kanji (情報推進課, 地域情報化方針) the part that differs is found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST_COMPOUND = 4
# The matcher takes up to quadratic time. Beyond this product of lengths, sentences are compared first; then each is
# compared with the one it has come from. A text of which even those are too many is marked whole.
MOST_PAIRS = 400_000
MOST_SENTENCE_PAIRS = 200_000
MOST_UNLIKE_PAIRS = 10 * MOST_PAIRS
REPEATING = 20  # times, at most, that the matcher comes back to a pair of equal sentences
ALIKE = 0.3  # of the pairs of characters: one sentence has come from the other

_KANJI = "一-鿿㐀-䶿豈-\ufaff\U00020000-\U0003ffff々〆〇"
_EXTENDS = "\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff"
_ALNUM = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_PIECE = re.compile(
    f"(?P<word>[△▲]?[{_ALNUM}]+(?:[.,．，'’:/_-](?=[{_ALNUM}])[{_ALNUM}]+)*)"
    "|(?P<katakana>[ァ-ヺー-ヿ\uff66-\uff9f]+)"
    f"|(?P<kanji>(?:[{_KANJI}][{_EXTENDS}]*)+)"
    "|(?P<hiragana>[ぁ-ゖゝゞ\u3099\u309a]+)"
    rf"|(?P<other>[\s\S][{_EXTENDS}]*(?:\u200d[\s\S][{_EXTENDS}]*)*)"
)
_ONE_KANJI = re.compile(f"[{_KANJI}][{_EXTENDS}]*")
_SENTENCE = re.compile(r"[^。．！？\n]*[。．！？\n]|[^。．！？\n]+")
_ISLAND = re.compile(f"[{_KANJI}、。，．：・]|[ぁ-ゖ]{{1,2}}")
LEAST_SHARED = 0.2  # of the longer side: a sentence that shares less has been written anew
SENTENCE = 16  # characters; what is shorter is read at a glance


class Kind(StrEnum):
    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Segment:
    """A stretch of one side. REMOVED stands on the old side only, ADDED on the new one only."""

    kind: Kind
    text: str


Segments = tuple[Segment, ...]


@dataclass(frozen=True)
class _Token:
    """`opens` and `closes` say whether a stretch may begin before it and end behind it."""

    text: str
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True)
class _Same:
    """A stretch that both sides share: its places in the old and in the new tokens."""

    old: int
    new: int
    size: int


def differences(old: str, new: str) -> tuple[Segments, Segments]:
    """Return the old and the new text as segments. Those of a side, joined, are that side's text."""
    if not old or not new:
        return _whole(old, Kind.REMOVED), _whole(new, Kind.ADDED)
    before: list[Segment] = []
    after: list[Segment] = []
    pairs = list(_pairs(old, new))
    longer = max(len(old), len(new))
    if longer > SENTENCE and sum(len(one) for one, other in pairs if one == other) < LEAST_SHARED * longer:
        pairs = [(old, new)]
    for one, other in pairs:
        if one == other:
            _put(before, Kind.EQUAL, one)
            _put(after, Kind.EQUAL, other)
        else:
            _put(before, Kind.REMOVED, one)
            _put(after, Kind.ADDED, other)
    return tuple(before), tuple(after)


def pieces_of(text: str) -> tuple[str, ...]:
    """Return the pieces of a text that change as a whole, as far as one can say without the other text."""
    return tuple(match.group() for match in _PIECE.finditer(text))


def _pairs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield what stands opposite to what: equal stretches, or two that differ (one of them may be empty)."""
    old_tokens, new_tokens = _tokens(old), _tokens(new)
    if _is_comparable(old_tokens, new_tokens):
        yield from _islands_joined(_stretches(old_tokens, new_tokens))
        return
    old_lines, new_lines = _sentences(old), _sentences(new)
    for one, other in _stretches(old_lines, new_lines):
        if one == other:
            yield one, other
            continue
        for was, now in _descended(one, other):
            refined = _tokens(was), _tokens(now)
            if was and now and _is_comparable(*refined):
                yield from _islands_joined(_stretches(*refined))
            else:
                yield was, now


def _descended(old: str, new: str) -> list[tuple[str, str]]:
    """Return sentences beside those that they have come from, in order; what has none stands alone.

    What can be compared as a whole is left whole: words may have moved from one sentence to the next.
    """
    if _is_comparable(_tokens(old), _tokens(new)):
        return [(old, new)]
    before, after = ([token.text for token in _sentences(text)] for text in (old, new))
    if len(before) * len(after) > MOST_SENTENCE_PAIRS:
        return [(old, new)]
    found: list[tuple[str, str]] = []
    at_old = at_new = 0
    for one, other in _most_alike([_bigrams(text) for text in before], [_bigrams(text) for text in after]):
        found += [(text, "") for text in before[at_old:one]] + [("", text) for text in after[at_new:other]]
        found.append((before[one], after[other]))
        at_old, at_new = one + 1, other + 1
    return found + [(text, "") for text in before[at_old:]] + [("", text) for text in after[at_new:]]


def _most_alike(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Return the places of the pairs, in order on both sides, that have most in common altogether."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness: dict[tuple[int, int], float] = {}
    for one in range(len(old) - 1, -1, -1):
        for other in range(len(new) - 1, -1, -1):
            alike = len(old[one] & new[other]) / max(len(old[one]), len(new[other]), 1)
            paired = alike + best[one + 1][other + 1] if alike >= ALIKE else 0.0
            likeness[one, other] = paired
            best[one][other] = max(paired, best[one + 1][other], best[one][other + 1])
    found: list[tuple[int, int]] = []
    one = other = 0
    while one < len(old) and other < len(new):
        if likeness[one, other] and likeness[one, other] == best[one][other]:
            found.append((one, other))
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
    return found


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _PIECE.finditer(text):
        if match.lastgroup != "kanji":
            found.append(_Token(match.group()))
            continue
        chain = _ONE_KANJI.findall(match.group())
        is_free = len(chain) > LONGEST_COMPOUND
        last = len(chain) - 1
        found += [_Token(one, is_free or place == 0, is_free or place == last) for place, one in enumerate(chain)]
    return found


def _sentences(text: str) -> list[_Token]:
    return [_Token(match.group()) for match in _SENTENCE.finditer(text)]


def _is_comparable(old: Sequence[_Token], new: Sequence[_Token]) -> bool:
    start, end = _common_ends(old, new)
    return (len(old) - start - end) * (len(new) - start - end) <= MOST_PAIRS


def _stretches(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[tuple[str, str]]:
    at_old = at_new = 0
    for same in _shared(old, new):
        if same.old > at_old or same.new > at_new:
            yield _text(old[at_old : same.old]), _text(new[at_new : same.new])
        shared = _text(old[same.old : same.old + same.size])
        yield shared, shared
        at_old, at_new = same.old + same.size, same.new + same.size
    if at_old < len(old) or at_new < len(new):
        yield _text(old[at_old:]), _text(new[at_new:])


def _shared(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[_Same]:
    """Yield the shared stretches in order, none of which cuts a compound that stays whole."""
    start, end = _common_ends(old, new)
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [_Same(0, 0, start)]
    if _work(inner_old, inner_new) <= MOST_PAIRS:
        matcher = SequenceMatcher(
            None, [token.text for token in inner_old], [token.text for token in inner_new], autojunk=False
        )
        found += [_Same(start + block.a, start + block.b, block.size) for block in matcher.get_matching_blocks()]
    found.append(_Same(len(old) - end, len(new) - end, end))
    for same in _touching_joined(found):
        whole = _whole_compounds(same, old, new)
        if whole.size:
            yield whole


def _work(old: Sequence[_Token], new: Sequence[_Token]) -> int:
    """Return how many pairs the matcher may have to look at: sentences, unlike words, hardly ever occur twice."""
    pairs = len(old) * len(new)
    if pairs > MOST_UNLIKE_PAIRS:
        return pairs
    counts = Counter(token.text for token in new)
    return min(pairs, REPEATING * sum(counts[token.text] for token in old))


def _common_ends(old: Sequence[_Token], new: Sequence[_Token]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start].text == new[start].text:
        start += 1
    end = 0
    while end < shorter - start and old[len(old) - 1 - end].text == new[len(new) - 1 - end].text:
        end += 1
    return start, end


def _touching_joined(found: Sequence[_Same]) -> Iterator[_Same]:
    waiting: _Same | None = None
    for same in found:
        if not same.size:
            continue
        if waiting and (waiting.old + waiting.size, waiting.new + waiting.size) == (same.old, same.new):
            waiting = _Same(waiting.old, waiting.new, waiting.size + same.size)
            continue
        if waiting:
            yield waiting
        waiting = same
    if waiting:
        yield waiting


def _whole_compounds(same: _Same, old: Sequence[_Token], new: Sequence[_Token]) -> _Same:
    first, last = 0, same.size
    while first < last and not (old[same.old + first].opens and new[same.new + first].opens):
        first += 1
    while last > first and not (old[same.old + last - 1].closes and new[same.new + last - 1].closes):
        last -= 1
    return _Same(same.old + first, same.new + first, last - first)


def _islands_joined(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Take a lone kanji, particle or comma between two changes as changed with them: marks in a row read badly.

    Where nothing but additions stands around it, or nothing but removals, it has stayed.
    """
    waiting: list[tuple[str, str]] = []
    for pair in pairs:
        waiting.append(pair)
        if len(waiting) < 3:
            continue
        first, between, last = waiting
        if _is_change(first) and _is_island(between) and (first[0] or last[0]) and (first[1] or last[1]):
            waiting = [(first[0] + between[0] + last[0], first[1] + between[1] + last[1])]
        else:
            yield waiting.pop(0)
    yield from waiting


def _is_change(pair: tuple[str, str]) -> bool:
    return pair[0] != pair[1]


def _is_island(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1] and _ISLAND.fullmatch(pair[0]) is not None


def _text(tokens: Sequence[_Token]) -> str:
    return "".join(token.text for token in tokens)


def _whole(text: str, kind: Kind) -> Segments:
    return (Segment(kind, text),) if text else ()


def _put(segments: list[Segment], kind: Kind, text: str) -> None:
    if not text:
        return
    if segments and segments[-1].kind == kind:
        segments[-1] = Segment(kind, segments[-1].text + text)
    else:
        segments.append(Segment(kind, text))
