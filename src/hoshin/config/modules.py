"""The only place that names every module, lowest first."""

MODULES = [
    "hoshin.plan",
    "hoshin.indicators",
    "hoshin.publishing",
    "hoshin.site",
]
