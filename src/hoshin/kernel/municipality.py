"""The municipality in scope, and what its own people may say of it."""

from __future__ import annotations

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.permissions import EDIT_SETTINGS
from hoshin.kernel.scope import current_municipality_id
from hoshin.kernel.versioning import change


def get_municipality() -> Municipality:
    """Return the municipality in scope as it stands, not as it stood when the request came in."""
    return Municipality.objects.get(pk=current_municipality_id())


@action(EDIT_SETTINGS, "kernel.municipality.changed")
def change_municipality(
    by: Actor, *, version: int, name: str, kana: str, name_en: str, comparison_left: str
) -> Municipality:
    """Change how the municipality in scope is called, and the form of its documents from now on.

    What is published keeps the name that it was published under.

    :param comparison_left: a `Municipality.ComparisonLeft`.
    :raises EditedMeanwhile: somebody else saved first.
    """
    return change(
        get_municipality(), version=version, name=name, kana=kana, name_en=name_en, comparison_left=comparison_left
    )
