"""新旧対照表: what two editions, or two revisions of one, say differently."""

from hoshin.publishing.rules.comparison.comparing import compare
from hoshin.publishing.rules.comparison.found import Change, Chapter, Comparison, Entry, Verdict
from hoshin.publishing.rules.comparison.texts import Kind, Segment, Segments, differences
from hoshin.publishing.rules.comparison.title import ComparisonTitle, compare_snapshots, title_of

__all__ = [
    "Change",
    "Chapter",
    "Comparison",
    "ComparisonTitle",
    "Entry",
    "Kind",
    "Segment",
    "Segments",
    "Verdict",
    "compare",
    "compare_snapshots",
    "differences",
    "title_of",
]
