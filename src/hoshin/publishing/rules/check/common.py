"""What several checks share: a word used twice, a word nobody declared."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator

from hoshin.publishing.rules.problem import Finding, Path, did_you_mean, listed


def check_unique(
    what: str, uses: Iterable[tuple[Path, Hashable]], needs: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Find words used a second time; `what` is how the message calls them."""
    first: dict[Hashable, Path] = {}
    for path, word in uses:
        if word in first:
            message = f"{what}「{_printed(word)}」が二度使われています（最初は {{other}}）。"
            yield Finding(path, message, f"重ならない{what}", other=first[word], needs=needs)
        else:
            first[word] = path


def _printed(word: Hashable) -> str:
    return "・".join(str(part) for part in word if str(part)) if isinstance(word, tuple) else str(word)


def unknown(path: Path, what: str, word: str, known: Collection[str], needs: frozenset[str] = frozenset()) -> Finding:
    """Say that a word refers to nothing, and to what it could refer."""
    expected = f"{listed(sorted(set(known)))} のどれか" if known else f"先に{what}を書くこと"
    return Finding(path, f"{what}「{word}」はありません。{did_you_mean(word, known)}", expected, needs=needs)
