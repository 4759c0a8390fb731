"""A call of an action: who asks is anybody, so what it may see is what is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.kernel.models import Municipality
from hoshin.services.opendata.api.parameters import Parameters
from hoshin.services.opendata.exports.ckan import Site
from hoshin.services.opendata.exports.ckan_text import filled, package_text
from hoshin.services.opendata.queries.harvest import KeptPackage, founded_at


@dataclass(frozen=True)
class ReadyJson:
    """A part of an answer that is JSON already."""

    text: str


@dataclass(frozen=True)
class Call:
    municipality: Municipality
    url: str  # of the site, without a slash at its end
    parameters: Parameters

    def site(self) -> Site:
        """Return the catalogue as seen from outside. One statement."""
        return Site(self.url, self.municipality.code, self.municipality.name, founded_at())

    def packages(self, packages: Sequence[KeptPackage]) -> ReadyJson:
        """Return a list of datasets, as they are kept. One statement."""
        return ReadyJson(f"[{self._items(packages)}]")

    def package(self, package: KeptPackage) -> ReadyJson:
        """Return a dataset, as it is kept. One statement."""
        return ReadyJson(self._items([package]))

    def _items(self, packages: Sequence[KeptPackage]) -> str:
        code = self.municipality.code
        texts = (one if isinstance(one, str) else package_text(one, code) for one in packages)
        return filled(texts, self.site())


Action = Callable[[Call], Any]
