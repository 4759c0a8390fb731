"""Why the editor says no. Each error carries a sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoshin.kernel.refusal import Refused
from hoshin.plan.models import Edition


class NotEditable(Refused):
    """The edition is decided or published."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(
            _(
                "%(edition)s版は「%(status)s」のため編集できません。直すときは、「公表と訂正」で訂正を始めるか、次の版の下書きを作ってください。"
            )
            % {"edition": edition.label, "status": edition.get_status_display()}
        )


class InUse(Refused):
    """Something refers to what was to be deleted."""

    def __init__(self, users: list[str]) -> None:
        self.users = users
        super().__init__(
            _("次のところで使われているため削除できません：%(users)s。先にそちらを直してください。")
            % {"users": "、".join(users)}
        )


class Taken(Refused):
    """A number, key or word that must be unique is used already."""


class NotInThisEdition(Refused):
    """A stage, direction, driver or item of another edition, or none at all, was named."""


class NotATree(Refused):
    """A move would hang an item below itself, or deeper than the edition has levels."""


class NotAtWork(Refused):
    """A department that does not exist on the day in question."""


TAKEN = {
    "item_number_unique": ("number", "この番号は、この年度版の別の節で使われています。"),
    "item_identity_key_unique": ("key", "このキーは、この方針の別の節で使われています。"),
    "term_unique": ("term", "この用語はすでにあります。"),
    "driver_key_unique": ("key", "このキーは、この検討分野の別の項目で使われています。"),
    "driver_field_key_unique": ("key", "このキーは、別の検討分野で使われています。"),
    "stage_key_unique": ("key", "このキーは、別の段階で使われています。"),
    "direction_key_unique": ("key", "このキーは、別の方向で使われています。"),
    "section_key_unique": ("key", "このキーは、別の章で使われています。"),
    "item_department_unique": ("departments", "同じ所管課が2回選ばれています。"),
    "item_direction_unique": ("directions", "同じ方向が2回選ばれています。"),
    "reference_driver_once": ("references", "同じ項目が2回選ばれています。"),
    "schedule_year_unique": ("schedule", "同じ年度が2回書かれています。"),
}


@contextmanager
def _refusing_duplicates() -> Iterator[None]:
    """Turn the database's refusal of a second one into a sentence; asking first would let two people at once both win.

    :raises Taken: in its place.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name not in TAKEN:
            raise
        field, message = TAKEN[name]
        raise Taken(_(message), field=field) from error


def _require_editable(edition: Edition) -> None:
    """
    :raises NotEditable: the edition is decided or published. Looked up afresh, since it may have become so meanwhile.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.is_editable:
        raise NotEditable(edition)
