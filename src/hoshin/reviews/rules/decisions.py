"""Why an assessment or a decision cannot be recorded."""

from __future__ import annotations

from hoshin.kernel.refusal import Refused


class OfAnotherEdition(Refused):
    """A mark, a word, an item or a round of another edition."""

    def __init__(self, field: str) -> None:
        super().__init__("この年度版のものから選んでください。", field=field)


class RoundIsNotAsked(Refused):
    def __init__(self, status: str) -> None:
        super().__init__(f"この照会は「{status}」なので、評価を書けません。")


class DecidedAlready(Refused):
    def __init__(self, title: str) -> None:
        super().__init__(f"「{title}」はすでに決定されています。直すときは、その決定を訂正してください。")


class CorrectedAlready(Refused):
    def __init__(self) -> None:
        super().__init__("この決定は、ほかの人が先に訂正しました。今の決定を確かめてから、もう一度訂正してください。")


class NeedsAnHeir(Refused):
    def __init__(self) -> None:
        super().__init__("統合するときは、統合先の取組を選んでください。", field="merge_into")


class HeirDoesNotStay(Refused):
    """What is merged must be merged into something that the next edition has."""

    def __init__(self, title: str) -> None:
        super().__init__(f"「{title}」は次の年度版に残らないため、統合先にできません。", field="merge_into")


class IsAnHeir(Refused):
    def __init__(self, title: str) -> None:
        super().__init__(f"「{title}」の統合先になっているため、次の年度版に残してください。", field="kind")


class NotAnInitiative(Refused):
    def __init__(self) -> None:
        super().__init__("決定するのは取組だけです。", field="item")


class NotInThisMeetingState(Refused):
    def __init__(self, status: str, done: str) -> None:
        super().__init__(f"この会議は「{status}」なので、{done}ことはできません。")


class NotYetHeld(Refused):
    def __init__(self) -> None:
        super().__init__("開催日がまだ来ていません。", field="held_on")


class NoMinutes(Refused):
    def __init__(self) -> None:
        super().__init__("議事録がまだ書かれていません。", field="minutes")
