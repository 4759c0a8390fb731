from __future__ import annotations

from django.urls import URLPattern, path

import hoshin.services.opendata.urls.converters  # noqa: F401  # registers <dataset_name:…>
from hoshin.services.opendata.views import (
    files,
    public_catalogue,
    public_datasets,
    public_feed,
    public_remarks,
    public_schemas,
)

urlpatterns: list[URLPattern] = [
    path("opendata/", public_catalogue.dataset_list, name="catalogue"),
    path("opendata/feed.atom", public_feed.feed_file, name="feed"),
    path("opendata/remarks/", public_remarks.remark_list, name="remarks"),
    path("opendata/remarks/new/", public_remarks.remark_new, name="remark_new"),
    path("opendata/remarks/thanks/", public_remarks.remark_thanks, name="remark_thanks"),
    path("opendata/<dataset_name:dataset>/", public_datasets.dataset_detail, name="dataset"),
    path("opendata/<dataset_name:dataset>/schema.json", public_schemas.table_schema_file, name="table_schema"),
    path("opendata/<dataset_name:dataset>/csvw.json", public_schemas.csvw_file, name="csvw"),
    path("opendata/<dataset_name:dataset>/latest/<dataset_file:file_name>", files.latest_file, name="latest_file"),
    path(
        "opendata/<dataset_name:dataset>/v<int:release>/<dataset_file:file_name>",
        files.release_file,
        name="release_file",
    ),
]
