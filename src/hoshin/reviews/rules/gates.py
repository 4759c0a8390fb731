"""What a way from stage to stage asks for. A city's stages are data: only their order and their rule are read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.kernel.refusal import Refused
from hoshin.reviews.rules.states import GateStatus

ASKS_FOR_TARGETS = "indicator_with_target"  # plan.models.Stage.Rule


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class StageOnTheWay:
    """A stage as the edition orders and rules it."""

    key: str
    rule: str


TO_EXAMINE = (
    Criterion("technology", "技術動向の調査", "使える技術や製品、標準、法令の動きを調べた結果を示します。"),
    Criterion("cases", "導入事例の調査", "ほかの自治体や企業がどう導入し、何が起きたかを示します。"),
)
TO_CARRY_OUT = (
    Criterion("scope", "業務と範囲", "どの業務の、どこまでを対象とするかを示します。"),
    Criterion("cost", "費用", "導入と運用にかかる費用の見積りを示します。"),
    Criterion("effect", "効果", "見込む効果と、その根拠を示します。"),
    Criterion("start", "開始の時期", "いつ始めるかと、それまでの工程を示します。"),
    Criterion("budget", "予算措置", "予算の要求や計上の状況を示します。"),
    Criterion("indicator", "成果指標と目標", "何で成果を測り、いつまでにどこまでを目指すかを示します。"),
    Criterion("owner", "主管課と担当", "どの課の誰が責任を持って進めるかを示します。"),
)


class NoStageYet(Refused):
    def __init__(self) -> None:
        super().__init__("この取組には段階がないため、段階の移行を始められません。年度版の編集で段階を決めてください。")


class LeadsNowhere(Refused):
    def __init__(self) -> None:
        super().__init__("今と同じ段階か、この年度版にない段階です。別の段階を選んでください。", field="to_stage")


class UnderWayAlready(Refused):
    def __init__(self) -> None:
        super().__init__("この取組には、まだ決定していない段階の移行があります。")


class NotInThisGateState(Refused):
    def __init__(self, status: GateStatus, done: str) -> None:
        super().__init__(f"この段階の移行は「{status.label}」なので、{done}ことはできません。")


class NotSignedYet(Refused):
    """Criteria lack a signature, and it is no exception either."""

    def __init__(self, labels: Sequence[str]) -> None:
        names = "、".join(f"「{label}」" for label in labels)
        super().__init__(
            f"{names}が確認されていません。要件を満たさないまま移行するときは、例外として理由を書いてください。",
            field="is_exception",
        )


class NoException(Refused):
    """All is signed: an exception would be recorded where there is none."""

    def __init__(self) -> None:
        super().__init__("すべての要件が確認されているので、例外にはなりません。", field="is_exception")


class NothingToSign(Refused):
    def __init__(self) -> None:
        super().__init__("根拠が一つもないため、確認できません。先に根拠を加えてください。")


class SignedByNow(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}さんが確認済みです。確認を取り消してから変えてください。")


class NotSigned(Refused):
    def __init__(self) -> None:
        super().__init__("この要件はまだ確認されていません。")


class CaseInUse(Refused):
    def __init__(self) -> None:
        super().__init__("この導入事例は要件の根拠に使われているため、消せません。")


def criteria_between(stages: Sequence[StageOnTheWay], start: str, to: str | None) -> tuple[Criterion, ...]:
    """Return what the way asks for: that of every stage entered on it. Going back or stopping asks for nothing.

    :param stages: the edition's, in their order.
    :param to: the key of the stage to go to; None where the initiative stops.
    :raises LeadsNowhere: it stands there already, or the edition has no such stage.
    """
    keys = [stage.key for stage in stages]
    if to == start or start not in keys or (to is not None and to not in keys):
        raise LeadsNowhere
    if to is None:
        return ()
    entered = stages[keys.index(start) + 1 : keys.index(to) + 1]
    asked = [one for stage in entered for one in (TO_CARRY_OUT if stage.rule == ASKS_FOR_TARGETS else TO_EXAMINE)]
    return tuple(dict.fromkeys(asked))
