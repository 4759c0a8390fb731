"""The words a city begins with when it assesses and decides. Each edition keeps its own and may change them."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class MarkWord:
    key: str
    label: str
    meaning: str
    is_unassessable: bool = False


@dataclass(frozen=True, slots=True)
class DecisionWord:
    """`effect` is one of models.DecisionKind.Effect."""

    key: str
    label: str
    meaning: str
    effect: str


DEFAULT_MARKS = (
    MarkWord("a", "A", "計画を上回って進んでいる"),
    MarkWord("b", "B", "計画のとおり進んでいる"),
    MarkWord("c", "C", "計画より遅れている"),
    MarkWord("d", "D", "進んでいない"),
    MarkWord("none", "評価できない", "評価のもとになる事実がそろっていない", is_unassessable=True),
)
DEFAULT_DECISIONS = (
    DecisionWord("continue", "継続", "今の計画のまま続ける", "carry"),
    DecisionWord("expand", "拡充", "対象や量を広げて続ける", "revise"),
    DecisionWord("reduce", "縮小", "対象や量を減らして続ける", "revise"),
    DecisionWord("revise", "見直し", "進め方を改めて続ける", "revise"),
    DecisionWord("merge", "統合", "ほかの取組と一つにする", "merge"),
    DecisionWord("complete", "完了", "目的を果たしたので終える", "end"),
    DecisionWord("abolish", "廃止", "目的を果たす前に終える", "end"),
)


class WordInUse(Refused):
    def __init__(self, label: str, what: str) -> None:
        super().__init__(f"「{label}」は{what}に使われています。消すことも、意味の変わる設定を変えることもできません。")


class WordTaken(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(f"「{label}」はすでにあります。", field="label")
