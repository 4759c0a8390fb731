"""The part of Solr's query language that CKAN's clients use, read into a tree.

Words beside one another must all hold, and OR binds tighter than standing beside: `organization:a OR organization:b
metadata_modified:[…]` asks for what changed in either, as a harvester that writes this means it. Boosts (`^2`) are read
and left aside; fuzzy words, regular expressions and local parameters (`{!…}`) are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CHARACTERS = 8_000
MOST_CLAUSES = 1_024  # Solr's own limit
MOST_DEPTH = 30
TEXT = "text"  # the field of a word that names none


class SolrSyntaxError(ValueError):
    """The query cannot be read."""


@dataclass(frozen=True)
class Term:
    """`field:value`. A prefix stands for all values that begin so; an empty prefix for any value at all."""

    field: str
    value: str
    is_prefix: bool = False


@dataclass(frozen=True)
class Range:
    """`field:[low TO high]`; None is an open end. Braces leave their end out."""

    field: str
    low: str | None
    high: str | None
    has_low: bool = True
    has_high: bool = True


@dataclass(frozen=True)
class Everything:
    """`*:*`"""


@dataclass(frozen=True)
class Not:
    inner: Node


@dataclass(frozen=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Node, ...]


Node = Term | Range | Everything | Not | And | Or

_TOKEN = re.compile(
    r"""\s+
    | (?P<field>(?:\\.|[^\s\\()\[\]{}"^~:+!&|/-])(?:\\.|[^\s\\()\[\]{}"^~:])*):
    | (?P<range>[\[{]\s*(?P<low>"(?:\\.|[^"\\])*"|[^\s\]}]+)\s+TO\s+(?P<high>"(?:\\.|[^"\\])*"|[^\s\]}]+)\s*[\]}])
    | (?P<phrase>"(?:\\.|[^"\\])*")
    | (?P<boost>\^\d+(?:\.\d+)?)
    | (?P<sign>[()] | && | \|\| | [-+!])
    | (?P<word>(?:\\.|[^\s\\()\[\]{}"^~:/])(?:\\.|[^\s\\()\[\]{}"^~:])*)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = {"AND": "AND", "&&": "AND", "OR": "OR", "||": "OR", "NOT": "NOT", "!": "NOT", "-": "NOT"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def parse(text: str) -> Node:
    """Read a query. An empty one asks for everything.

    :raises SolrSyntaxError: it is not of the part that is understood; the message says where.
    """
    if len(text) > MOST_CHARACTERS:
        raise SolrSyntaxError(f"the query is longer than {MOST_CHARACTERS} characters")
    return _Reader(_tokens(text)).whole()


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int
    low: str = ""
    high: str = ""


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise SolrSyntaxError(f"cannot parse {text[at : at + 20]!r} at {at}")
        if match.lastgroup == "range" or match["range"]:
            found.append(_Token("range", match["range"], at, match["low"], match["high"]))
        elif match.lastgroup and match.lastgroup != "boost":
            value = match[match.lastgroup]
            kind = _WORDS.get(value, value) if match.lastgroup in {"sign", "word"} else match.lastgroup
            is_operator = kind in {"AND", "OR", "NOT", "(", ")", "+"}
            found.append(_Token(kind if is_operator else match.lastgroup, value, at))
        at = match.end()
    if len(found) > MOST_CLAUSES:
        raise SolrSyntaxError("too many boolean clauses")
    return found


class _Reader:
    """Descends the tokens from the weakest tie to the strongest: beside one another, OR, AND, NOT, one clause."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.next = 0
        self.depth = 0

    def whole(self) -> Node:
        if not self.tokens:
            return Everything()
        node = self._beside(TEXT)
        if self.next < len(self.tokens):
            raise self._wrong()
        return node

    def _peek(self) -> str:
        return self.tokens[self.next].kind if self.next < len(self.tokens) else ""

    def _take(self, kind: str) -> bool:
        if self._peek() != kind:
            return False
        self.next += 1
        return True

    def _wrong(self) -> SolrSyntaxError:
        if self.next >= len(self.tokens):
            return SolrSyntaxError("the query ends too early")
        token = self.tokens[self.next]
        return SolrSyntaxError(f"unexpected {token.text!r} at {token.at}")

    def _beside(self, field: str) -> Node:
        parts = [self._or(field)]
        while self._peek() not in {"", ")"}:
            parts.append(self._or(field))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _or(self, field: str) -> Node:
        parts = [self._and(field)]
        while self._take("OR"):
            parts.append(self._and(field))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self, field: str) -> Node:
        parts = [self._not(field)]
        while self._take("AND"):
            parts.append(self._not(field))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self, field: str) -> Node:
        is_negated = False
        while self._peek() in {"NOT", "+"}:
            is_negated ^= self._peek() == "NOT"
            self.next += 1
        node = self._clause(field)
        return Not(node) if is_negated else node

    def _clause(self, field: str) -> Node:
        if self._take("("):
            return self._inside(field)
        if self._peek() == "field":
            name = _plain(self.tokens[self.next].text)
            self.next += 1
            return self._value(name)
        return self._value(field)

    def _inside(self, field: str) -> Node:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise SolrSyntaxError("the query is nested too deeply")
        node = self._beside(field)
        if not self._take(")"):
            raise self._wrong()
        self.depth -= 1
        return node

    def _value(self, field: str) -> Node:
        if self._take("("):
            return self._inside(field)
        if self._peek() not in {"word", "phrase", "range"}:
            raise self._wrong()
        token = self.tokens[self.next]
        self.next += 1
        if token.kind == "range":
            return _range(field, token)
        if token.kind == "phrase":
            return Term(field, _plain(token.text[1:-1]))
        return _word(field, token)


def _range(field: str, token: _Token) -> Range:
    low, high = _bound(token.low), _bound(token.high)
    return Range(field, low, high, token.text[0] == "[", token.text[-1] == "]")


def _bound(text: str) -> str | None:
    return None if text == "*" else _plain(text[1:-1] if text[0] == '"' else text)


def _word(field: str, token: _Token) -> Node:
    text = token.text
    if text == "*":
        return Everything() if field in {"*", TEXT} else Term(field, "", is_prefix=True)
    is_prefix = _ESCAPE.sub("_", text).endswith("*")
    body = text[:-1] if is_prefix else text
    if "*" in _ESCAPE.sub("", body) or "?" in _ESCAPE.sub("", text):
        raise SolrSyntaxError(f"a wildcard stands at the end of a word only: {text!r} at {token.at}")
    return Term(field, _plain(body), is_prefix)


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def fields_of(node: Node) -> frozenset[str]:
    """Return the names of all fields that a query asks for."""
    if isinstance(node, Term | Range):
        return frozenset({node.field})
    if isinstance(node, Not):
        return fields_of(node.inner)
    if isinstance(node, And | Or):
        return frozenset().union(*(fields_of(part) for part in node.parts))
    return frozenset()


def parse_sort(text: str) -> tuple[tuple[str, bool], ...]:
    """Read `name asc, metadata_modified desc` into fields, each with whether it goes downwards.

    :raises SolrSyntaxError: a part has no direction, or one that is none.
    """
    found = []
    for part in text.split(","):
        words = part.split()
        if len(words) != 2 or words[1].lower() not in {"asc", "desc"}:
            raise SolrSyntaxError('Invalid "sort" parameter')
        found.append((words[0], words[1].lower() == "desc"))
    return tuple(found)
