"""Two published editions, or two revisions of one, beside each other; and a draft beside what is published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hoshin.plan.models import Edition
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.document import EditionRef
from hoshin.publishing.queries.publications import edition_refs, frozen, published_snapshot, revision_ref
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle, compare_snapshots, title_of

RECENT = 8

_CODE = re.compile(r"([0-9]{4})(?:r([1-9][0-9]{0,3}))?")


@dataclass(frozen=True)
class Compared:
    """`old` and `new` as references, with what they say differently and how that is called."""

    old: EditionRef
    new: EditionRef
    comparison: Comparison
    title: ComparisonTitle


def compared(*, policy_key: str | None, old: str, new: str) -> Compared:
    """Compare what two codes name: `2019` the newest revision of an edition, `2020r1` that one.

    :param policy_key: the main policy without one.
    :raises Publication.DoesNotExist: one of them has not been published.
    """
    refs = {ref.year: ref for ref in edition_refs(policy_key=policy_key)}
    older, newer = _ref(refs, old), _ref(refs, new)
    return Compared(older, newer, *_between(older, newer))


def comparison_with_draft(edition: Edition, *, on: dt.date) -> tuple[Comparison, ComparisonTitle]:
    """Compare what is published with the rows as they stand: for the year itself, else for the edition before.

    :raises Publication.DoesNotExist: nothing of the policy has been published up to that year.
    """
    earlier = [ref for ref in edition_refs(policy_key=edition.policy.key) if ref.year <= edition.year]
    if not earlier:
        raise Publication.DoesNotExist(edition.policy.key)
    snapshots = published_snapshot(earlier[0]), frozen(edition, on=on)
    return compare_snapshots(*snapshots), title_of(*snapshots)


def comparison_path(old: EditionRef, new: EditionRef) -> str:
    """Return the address of the comparison; revisions are named where the references name them."""
    policy = "" if new.policy_is_main else f"{new.policy_key}/"
    return f"/policy/compare/{policy}{_code(old)}..{_code(new)}/"


def comparison_paths(refs: Sequence[EditionRef]) -> tuple[str, ...]:
    """Return the comparisons that pages link to: of each edition with the one before, and of each revision too.

    :param refs: every revision of every edition, as `all_revision_refs` gives them.
    """
    newest = [ref for ref in refs if ref.is_latest]
    years = [comparison_path(older, newer) for newer, older in pairwise(newest) if older.policy_key == newer.policy_key]
    policies = (("" if ref.policy_is_main else f"{ref.policy_key}/", ref) for ref in refs if ref.revision > 1)
    return (
        *years,
        *(f"/policy/compare/{key}{ref.year}r{ref.revision - 1}..{ref.year}r{ref.revision}/" for key, ref in policies),
    )


def _code(ref: EditionRef) -> str:
    return f"{ref.year}r{ref.revision}" if ref.names_revision else str(ref.year)


def _ref(refs: dict[int, EditionRef], code: str) -> EditionRef:
    match = _CODE.fullmatch(code)
    ref = refs.get(int(match[1])) if match else None
    if match is None or ref is None:
        raise Publication.DoesNotExist(code)
    return revision_ref(ref, int(match[2])) if match[2] else ref


@lru_cache(maxsize=RECENT)
def _between(old: EditionRef, new: EditionRef) -> tuple[Comparison, ComparisonTitle]:
    """A publication never changes, and its reference holds its hash: the few pairs that people read are kept."""
    snapshots = published_snapshot(old), published_snapshot(new)
    return compare_snapshots(*snapshots), title_of(*snapshots)
