"""The only place that names every module, lowest first."""

from collections.abc import Sequence

from hoshin.config.environment import BadEnvironment

PLAN_SIDE = [
    "hoshin.ledger",
    "hoshin.plan",
    "hoshin.indicators",
    "hoshin.reviews",
    "hoshin.publishing",
]
SERVICES = [
    "hoshin.services.opendata",
]
SHELL = ["hoshin.site"]


def modules(without: Sequence[str] = ()) -> list[str]:
    """Return the installed modules; a service named in `without` (`opendata`) is left out, and everything else works.

    :raises BadEnvironment: a name that is no service.
    """
    names = {service.rpartition(".")[2]: service for service in SERVICES}
    if unknown := [name for name in without if name not in names]:
        raise BadEnvironment(
            f"HOSHIN_WITHOUT の「{unknown[0]}」というサービスはありません。ある名前: {'、'.join(names)}。"
            f" / HOSHIN_WITHOUT names no such service: {unknown[0]}."
        )
    return [*PLAN_SIDE, *(service for name, service in names.items() if name not in without), *SHELL]
