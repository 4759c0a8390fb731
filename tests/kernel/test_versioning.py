from __future__ import annotations

import pytest

from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.plan.models import Term
from tests.plan.editions import make_edition, make_term
from tests.world import make_city

pytestmark = pytest.mark.django_db


def test_a_change_counts_the_version_up() -> None:
    with make_city().scope():
        saved = change(make_term(make_edition()), version=1, definition="新しい説明")

    assert (saved.definition, saved.version) == ("新しい説明", 2)


@pytest.mark.parametrize("version", [0, 2, 3])
def test_any_other_version_writes_nothing_and_shows_what_stands(version: int) -> None:
    with make_city().scope():
        term = make_term(make_edition())

        with pytest.raises(EditedMeanwhile) as told:
            change(term, version=version, definition="新しい説明")

        assert told.value.current == term
        assert (Term.objects.get().definition, Term.objects.get().version) == ("自動化の技術。", 1)


def test_a_deleted_row_is_not_brought_back() -> None:
    with make_city().scope():
        term = make_term(make_edition())
        Term.objects.all().delete()

        with pytest.raises(Term.DoesNotExist):
            change(term, version=1, definition="新しい説明")
