"""A call of an action: who asks is anybody, so what it may see is what is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hoshin.kernel.models import Municipality
from hoshin.services.opendata.api.parameters import Parameters
from hoshin.services.opendata.exports.ckan import Site
from hoshin.services.opendata.queries.harvest import founded_at


@dataclass(frozen=True)
class Call:
    municipality: Municipality
    url: str  # of the site, without a slash at its end
    parameters: Parameters

    def site(self) -> Site:
        """Return the catalogue as seen from outside. One statement."""
        return Site(self.url, self.municipality.code, self.municipality.name, founded_at())


Action = Callable[[Call], Any]
