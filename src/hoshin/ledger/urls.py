from django.urls import path, register_converter

from hoshin.ledger.views import adjustments, files, public, staff


class MetricKeyConverter:
    """opendata.datasets: a module's key, a dot and a name."""

    regex = r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MetricKeyConverter, "metric")

STAFF = "staff/ledger/"

urlpatterns = [
    path("figures/", public.figure_list, name="figures"),
    path("figures/<metric:metric>/", public.figure_detail, name="figure"),
    path("figures/<metric:metric>/entries.csv", files.entries_file, name="entries_file"),
    path(STAFF, staff.metric_list, name="metrics"),
    path(f"{STAFF}<metric:metric>/", staff.metric_detail, name="metric"),
    path(f"{STAFF}<metric:metric>/opening/", adjustments.opening_new, name="opening_new"),
    path(f"{STAFF}<metric:metric>/reconciliation/", adjustments.reconciliation_new, name="reconciliation_new"),
    path(f"{STAFF}entries/<int:pk>/file/", files.evidence_file, name="evidence_file"),
    path(f"{STAFF}entries/<int:pk>/void/", adjustments.entry_void, name="entry_void"),
]
