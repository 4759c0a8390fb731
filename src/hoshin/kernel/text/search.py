"""Tokens for PostgreSQL's full text search over Japanese, without a dictionary.

A run of ASCII letters and digits is one token; any other run is cut into pairs of characters (公衆, 衆無, 無線) at
consecutive positions, so that a phrase query finds any substring of two characters or more. The last character of a
run is stored alone too, **at the position of the last pair**: a one-character query finds a word that ends in it (税 in
住民税), and phrases across the run's end (無線LAN) keep their distance.
The price is a rare hit too many, never one too few: a single character right behind a word in ASCII (R2年) is found in
R2今年 as well.

PostgreSQL's own parser is not asked (it drops ① and splits on it, reads a/b as a path): vector and query are literals,
to be cast with ``::tsvector`` and ``::tsquery``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hoshin.kernel.text.folding import normalise

# Groups of spellings that mean the same, as people write them: (("公衆無線LAN", "Wi-Fi", "ワイファイ"), …).
Synonyms = Sequence[Sequence[str]]

_RUN = re.compile("[0-9a-z]+|[^0-9a-z ]+")
_ASCII_RUN = re.compile("[0-9a-z]+")

# Limits of PostgreSQL: later positions count as the last one, further places of a word are dropped, and a word may have
# 2,046 bytes. Index by section, so that real text stays far below.
LAST_POSITION = 16_383
PLACES_OF_A_LEXEME = 256
_LEXEME_LENGTH = 255

_QUERY_LENGTH = 100
_MOST_SPELLINGS = 16


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text as it is indexed; ``is_prefix`` (in queries only) finds all that begins with it."""

    lexeme: str
    position: int
    is_prefix: bool = False


def search_tokens(text: str) -> list[Token]:
    """Return the tokens of a text to be found, positions from 1."""
    tokens: list[Token] = []
    position = 1
    for run in _RUN.findall(normalise(text)):
        if _ASCII_RUN.fullmatch(run):
            tokens.append(Token(run[:_LEXEME_LENGTH], position))
            position += 1
            continue
        tokens += [Token(run[index : index + 2], position + index) for index in range(len(run) - 1)]
        position += max(len(run) - 1, 1)
        tokens.append(Token(run[-1], position - 1))
    return tokens


def search_vector(text: str) -> str:
    """Return the text as a literal for ``::tsvector``."""
    places: dict[str, list[int]] = {}
    for token in search_tokens(text):
        known = places.setdefault(token.lexeme, [])
        position = min(token.position, LAST_POSITION)
        if len(known) < PLACES_OF_A_LEXEME and position not in known[-1:]:
            known.append(position)
    return " ".join(f"{_quoted(lexeme)}:{','.join(map(str, known))}" for lexeme, known in places.items())


def search_query(query: str, synonyms: Synonyms = ()) -> str:
    """Return what a person typed as a literal for ``::tsquery``; empty when nothing in it can be searched.

    Every word (parted by white space) must be found, each as a phrase and in any of its spellings.
    """
    words = [_word_query(spellings) for spellings in query_spellings(query, synonyms)]
    return " & ".join(words)


def query_spellings(query: str, synonyms: Synonyms = ()) -> list[list[str]]:
    """Return, for each word of the query, its folded spellings: its own first, then the synonyms'."""
    words = [word for part in query[:_QUERY_LENGTH].split() if (word := normalise(part))]
    groups = _prepared(tuple(map(tuple, synonyms)))
    return [_spellings(word, groups) for word in words]


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of synonyms: its folded members, and a pattern that finds any of them as a word."""

    members: tuple[str, ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=64)
def _prepared(synonyms: tuple[tuple[str, ...], ...]) -> tuple[_Group, ...]:
    """A city's synonyms seldom change, and a page of results asks for them once for each excerpt."""
    return tuple(_group({folded for member in group if (folded := normalise(member))}) for group in synonyms)


def _group(members: set[str]) -> _Group:
    # The longest spelling first: in 行政手続き it is 行政手続き that is replaced, not the 行政手続 inside it.
    ordered = tuple(sorted(members, key=lambda member: (-len(member), member)))
    return _Group(ordered, re.compile("|".join(map(_bounded, ordered)) or "(?!)"))


def phrase(word: str) -> list[Token]:
    """Return the tokens that must follow each other where a folded word stands."""
    tokens: list[Token] = []
    runs = _RUN.findall(word)
    for run in runs[:-1]:
        tokens += _whole_run(run, len(tokens) + 1)
    last = runs[-1]
    if len(last) == 1 or _ASCII_RUN.fullmatch(last):
        return [*tokens, Token(last[:_LEXEME_LENGTH], len(tokens) + 1, is_prefix=True)]
    return tokens + _whole_run(last, len(tokens) + 1)


def _whole_run(run: str, position: int) -> list[Token]:
    if len(run) == 1 or _ASCII_RUN.fullmatch(run):
        return [Token(run[:_LEXEME_LENGTH], position)]
    return [Token(run[index : index + 2], position + index) for index in range(len(run) - 1)]


def _spellings(word: str, groups: tuple[_Group, ...]) -> list[str]:
    found = dict.fromkeys([word])
    for group in groups:
        for spelling in list(found):
            found.update(dict.fromkeys(_replaced(spelling, group)))
    return list(found)[:_MOST_SPELLINGS]


def _bounded(member: str) -> str:
    """Match an ASCII spelling as a whole word only, so that "ai" is not found inside "kaizen ainu"."""
    before = "(?<![0-9a-z])" if _ASCII_RUN.match(member) else ""
    after = "(?![0-9a-z])" if _ASCII_RUN.fullmatch(member[-1]) else ""
    return before + re.escape(member) + after


def _replaced(spelling: str, group: _Group) -> Iterator[str]:
    if group.pattern.search(spelling):
        for member in group.members:
            yield group.pattern.sub(member, spelling)


def _word_query(spellings: list[str]) -> str:
    phrases = ["<->".join(_operand(token) for token in phrase(spelling)) for spelling in spellings]
    return phrases[0] if len(phrases) == 1 else f"({' | '.join(phrases)})"


def _operand(token: Token) -> str:
    return _quoted(token.lexeme) + (":*" if token.is_prefix else "")


def _quoted(lexeme: str) -> str:
    # Folded text has neither quotes nor backslashes; escaping them all the same keeps the literal safe by itself.
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
