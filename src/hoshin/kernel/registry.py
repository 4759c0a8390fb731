"""How a module tells the platform what it offers: `module.py` holds one `MODULE = Module(…)`."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hoshin.kernel.contracts import DatasetSource


class Kind(enum.Enum):
    STOCK = "stock"  # the state on an as-of date: 設置箇所数
    FLOW = "flow"  # the sum within a fiscal year: 発信数


@dataclass(frozen=True)
class Permission:
    key: str
    label: str


@dataclass(frozen=True)
class Metric:
    """Something a module counts. Its entries go to the ledger; an indicator names it by key."""

    key: str
    label: str
    unit: str
    kind: Kind
    definition: str = ""  # what is counted, what is not, and from when: shown on the public page of the figure


@dataclass(frozen=True)
class NavItem:
    label: str
    url_name: str
    permission: Permission | None = None
    hint: str = ""


@dataclass(frozen=True)
class Job:
    """A periodic piece of work, run once for each municipality; safe to repeat."""

    key: str
    every: str  # "hour", "day" or "month"
    run: Callable[[], None]


@dataclass(frozen=True)
class HealthCheck:
    """Something `/healthz` asks: `run` returns None when all is well, else what is wrong."""

    key: str
    label: str
    run: Callable[[], str | None]


@dataclass(frozen=True)
class Module:
    key: str
    label: str
    urls: str | None = None
    nav: tuple[NavItem, ...] = ()
    staff_nav: tuple[NavItem, ...] = ()
    permissions: tuple[Permission, ...] = ()
    metrics: tuple[Metric, ...] = ()
    jobs: tuple[Job, ...] = ()
    health_checks: tuple[HealthCheck, ...] = ()
    datasets: tuple[DatasetSource, ...] = ()
    # Addresses of the pages that search engines are told of, called in the municipality's scope.
    public_pages: Callable[[], Iterable[str]] | None = None

    def __post_init__(self) -> None:
        for key in self.keys():
            if not key.startswith(f"{self.key}."):
                raise ValueError(f"{key!r} must start with {self.key + '.'!r}")

    def keys(self) -> tuple[str, ...]:
        declared = (self.permissions, self.metrics, self.jobs, self.health_checks, self.datasets)
        return tuple(thing.key for group in declared for thing in group)


class Registry:
    def __init__(self) -> None:
        self._modules: dict[str, Module] = {}

    def add(self, module: Module) -> None:
        """Take a module.

        :raises ValueError: the module, or one of its keys, is declared twice.
        """
        if module.key in self._modules:
            raise ValueError(f"module {module.key!r} is declared twice")
        keys = module.keys()
        if len(set(keys)) != len(keys):
            raise ValueError(f"module {module.key!r} declares a key twice")
        self._modules[module.key] = module

    def modules(self) -> tuple[Module, ...]:
        return tuple(self._modules.values())

    def permissions(self) -> tuple[Permission, ...]:
        return tuple(permission for module in self.modules() for permission in module.permissions)

    def metrics(self) -> tuple[Metric, ...]:
        return tuple(metric for module in self.modules() for metric in module.metrics)

    def datasets(self) -> tuple[DatasetSource, ...]:
        return tuple(source for module in self.modules() for source in module.datasets)

    def public_pages(self) -> Iterator[str]:
        """Give the addresses of public pages of all modules, of the municipality in scope."""
        for module in self.modules():
            if module.public_pages:
                yield from module.public_pages()

    def metric(self, key: str) -> Metric:
        """Return the metric of that key.

        :raises KeyError: no module declares it.
        """
        for module in self.modules():
            for metric in module.metrics:
                if metric.key == key:
                    return metric
        raise KeyError(key)


registry = Registry()
