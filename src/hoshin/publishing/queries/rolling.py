"""What the next edition would begin with, read from the rows as they stand."""

from __future__ import annotations

from hoshin.kernel.fiscal import FiscalYear
from hoshin.plan.models import Edition
from hoshin.publishing.queries.document import departments_of_city, stated_document
from hoshin.publishing.rules.rolling import Rolled, rolled
from hoshin.reviews.queries.results import carry_overs_of, standing_decisions


def rolled_from(source: Edition, year: FiscalYear) -> Rolled:
    """Return the next edition and what becomes of each item, in ten statements."""
    return rolled(stated_document(source.pk), year, carry=carry_overs_of(source.pk), departments=departments_of_city())


def decisions_by_key(source: Edition) -> dict[str, str]:
    """Return the words of the standing decisions by the item's key, in one statement."""
    return {row.item.identity.key: row.kind.label for row in standing_decisions(source.pk)}
