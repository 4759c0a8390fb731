"""The only place that names every module, lowest first."""

MODULES = [
    "hoshin.ledger",
    "hoshin.plan",
    "hoshin.indicators",
    "hoshin.publishing",
    "hoshin.services.opendata",
    "hoshin.site",
]
