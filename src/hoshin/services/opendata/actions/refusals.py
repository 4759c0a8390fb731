"""What the workflow answers to what cannot be done. The sentences are for the person at the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoshin.kernel.refusal import Refused


class SlugTaken(Refused):
    """Two datasets would have files of the same name."""

    def __init__(self) -> None:
        super().__init__(_("同じファイル名のデータセットがあります。別の名前にしてください。"), field="slug")


class NotASlug(Refused):
    """The name cannot be part of an address."""

    def __init__(self) -> None:
        super().__init__(_("半角の英小文字・数字・ハイフン・下線だけで、60文字までにしてください。"), field="slug")


class NotTaken(Refused):
    """The file cannot be taken; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


class UploadUnderWay(Refused):
    """A dataset has one upload at a time: two would not know which comes last."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "このデータセットには、準備中のファイルがあります。続けるか、取りやめてから、新しいファイルを送ってください。"
            ),
            field="file",
        )


class RefreshesItself(Refused):
    """The table comes from a module of this installation."""

    def __init__(self) -> None:
        super().__init__(_("このデータセットは自動で更新されます。ファイルを送ることはできません。"), field="file")


class NotEditable(Refused):
    """It is asked for, published or given up."""

    def __init__(self) -> None:
        super().__init__(_("いまは変更できません。申請中のときは、申請を取り下げてから直してください。"))


class NotRequested(Refused):
    """Nobody waits for a decision."""

    def __init__(self) -> None:
        super().__init__(_("承認待ちではありません。画面を開き直して、いまの状態を確かめてください。"))


class NotApproved(Refused):
    """There is no approval to be carried out: it has been, or the file is another one by now."""

    def __init__(self) -> None:
        super().__init__(_("承認されたファイルではありません。画面を開き直して、いまの状態を確かめてください。"))


class WrongTreatment(Refused):
    """The file cannot be read in this way."""


class HasErrors(Refused):
    """What was found must be put right first."""


class NeedsConfirmation(Refused):
    """Something looks like personal data, and nobody has said why it may go out."""

    def __init__(self) -> None:
        message = _("個人に関する情報とみられるものがあります。公開してよいと判断した理由を書いてください。")
        super().__init__(message, field="confirmation")


class SamePerson(Refused):
    """Who prepared a release cannot approve it."""

    def __init__(self) -> None:
        super().__init__(_("ファイルを用意した人や申請した人は、自分で承認できません。別の人に頼んでください。"))


class NoReason(Refused):
    """A decision that others have to understand has a reason."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message, field=field)


class WrongState(Refused):
    """A dataset is not in the state that this begins from."""
