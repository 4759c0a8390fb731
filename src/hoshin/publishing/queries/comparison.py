"""Two published editions, or two revisions of one, beside each other; and a draft beside any other version."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hoshin.plan.models import PUBLIC, Edition
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.document import EditionRef
from hoshin.publishing.queries.publications import (
    all_revision_refs,
    edition_refs,
    frozen,
    published_snapshot,
    revision_ref,
)
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle, compare_snapshots, title_of
from hoshin.publishing.rules.comparison.layout import Left
from hoshin.publishing.rules.snapshot import Snapshot

RECENT = 8

_CODE = re.compile(r"([0-9]{4})(?:r([1-9][0-9]{0,3}))?")


@dataclass(frozen=True)
class Compared:
    """`old` and `new` as references, with what they say differently and how that is called."""

    old: EditionRef
    new: EditionRef
    comparison: Comparison
    title: ComparisonTitle

    @property
    def left(self) -> Left:
        """The side that stands left in the published files: as the city had it when the later one was published."""
        later = max(self.old, self.new, key=lambda ref: ref.publication_id)
        return Left(later.comparison_left)


def compared(*, policy_key: str | None, old: str, new: str) -> Compared:
    """Compare what two codes name: `2019` the newest revision of an edition, `2020r1` that one.

    :param policy_key: the main policy without one.
    :raises Publication.DoesNotExist: one of them has not been published.
    """
    refs = {ref.year: ref for ref in edition_refs(policy_key=policy_key)}
    older, newer = _ref(refs, old), _ref(refs, new)
    return Compared(older, newer, *_between(older, newer))


def comparison_path(old: EditionRef, new: EditionRef) -> str:
    """Return the address of the comparison; revisions are named where the references name them."""
    policy = "" if new.policy_is_main else f"{new.policy_key}/"
    return f"/policy/compare/{policy}{_code(old)}..{_code(new)}/"


def path_since_previous(ref: EditionRef, refs: Sequence[EditionRef]) -> str:
    """Return the address of an edition's comparison with the one before it; "" for the first, or a replaced revision.

    :param refs: the published editions of its policy.
    """
    earlier = [one for one in refs if one.year < ref.year]
    if not earlier or not ref.is_latest:
        return ""
    newest = next(one for one in refs if one.year == ref.year)
    return comparison_path(max(earlier, key=lambda one: one.year), newest)


# ---- drafts ----


@dataclass(frozen=True)
class Version:
    """Something that a draft can stand beside: a published revision, or the rows of another draft."""

    code: str  # in an address: `2019` the newest revision, `2019r1` an earlier one, `2021d` a draft
    label: str
    year: int
    ref: EditionRef | None = None
    draft: Edition | None = None


@dataclass(frozen=True)
class DraftCompared:
    """A draft beside another version; the draft is the newer side unless the other is of a later year."""

    other: Version
    is_new: bool
    comparison: Comparison
    title: ComparisonTitle


def versions_beside(draft: Edition) -> tuple[Version, ...]:
    """Return what a draft can be compared with, the version that says most first.

    That is what is published of the same year, else of the year before; then the rest, newest first.
    """
    refs = [ref for ref in all_revision_refs() if ref.policy_key == draft.policy.key]
    drafts = Edition.objects.filter(policy=draft.policy).exclude(status__in=PUBLIC).exclude(pk=draft.pk)
    found = [_published(ref) for ref in refs]
    found += [_drafted(edition) for edition in drafts.select_related("policy").order_by("-year")]
    later = [one for one in found if one.year > draft.year]
    return (*(one for one in found if one not in later), *later)


def compared_with_draft(draft: Edition, other: Version, *, on: dt.date) -> DraftCompared:
    """Compare the rows of a draft as they stand with another version."""
    is_new = other.year <= draft.year
    own = frozen(draft, on=on)
    if other.draft:
        beside = frozen(other.draft, on=on)
    else:
        assert other.ref is not None  # noqa: S101 - a version is one or the other
        beside = published_snapshot(other.ref)
    sides: list[tuple[Snapshot, bool]] = [(beside, other.draft is not None), (own, True)]
    (old, old_is_draft), (new, new_is_draft) = sides if is_new else sides[::-1]
    title = title_of(old, new, old_is_draft=old_is_draft, new_is_draft=new_is_draft)
    return DraftCompared(other, is_new, compare_snapshots(old, new), title)


def draft_comparison_path(*, policy_key: str, year: int) -> str:
    """Return the address of a draft's comparison."""
    return f"/staff/drafts/{policy_key}-{year}/compare/"


def _published(ref: EditionRef) -> Version:
    code = str(ref.year) if ref.is_latest else f"{ref.year}r{ref.revision}"
    # One that has never been corrected needs no number.
    label = f"{ref.label}版" if ref.is_latest and ref.revision == 1 else f"{ref.label} 第{ref.revision}版"
    return Version(code, label, ref.year, ref=ref)


def _drafted(edition: Edition) -> Version:
    return Version(f"{edition.year}d", f"{edition.label}版（公表前）", edition.year, draft=edition)


# ---- published ----


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
