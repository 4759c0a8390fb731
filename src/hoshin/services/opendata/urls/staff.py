from __future__ import annotations

from django.urls import URLPattern, path

from hoshin.services.opendata.views import staff_datasets, staff_progress, staff_release, staff_remarks, staff_uploads

DATASET = "staff/opendata/datasets/<int:pk>/"
UPLOAD = "staff/opendata/uploads/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("staff/opendata/", staff_datasets.staff_datasets, name="staff_datasets"),
    path("staff/opendata/datasets/new/", staff_datasets.staff_dataset_new, name="staff_dataset_new"),
    path(DATASET, staff_datasets.staff_dataset, name="staff_dataset"),
    path(f"{DATASET}edit/", staff_datasets.staff_dataset_edit, name="staff_dataset_edit"),
    path(f"{DATASET}upload/", staff_datasets.staff_upload_new, name="staff_upload_new"),
    path(f"{DATASET}withdraw/", staff_datasets.staff_withdraw, name="staff_withdraw"),
    path(f"{UPLOAD}range/", staff_uploads.staff_range, name="staff_range"),
    path(f"{UPLOAD}columns/", staff_uploads.staff_columns, name="staff_columns"),
    path(f"{UPLOAD}mend/", staff_uploads.staff_mend, name="staff_mend"),
    path(f"{UPLOAD}check/", staff_release.staff_check, name="staff_check"),
    path(f"{UPLOAD}preview/", staff_release.staff_preview, name="staff_preview"),
    path(f"{UPLOAD}request/", staff_release.staff_request, name="staff_request"),
    path(f"{UPLOAD}decide/", staff_release.staff_decide, name="staff_decide"),
    path(f"{UPLOAD}release/", staff_progress.staff_release, name="staff_release"),
    path(f"{UPLOAD}recall/", staff_uploads.staff_recall, name="staff_recall"),
    path(f"{UPLOAD}cancel/", staff_uploads.staff_cancel, name="staff_cancel"),
    path("staff/opendata/remarks/", staff_remarks.staff_remarks, name="staff_remarks"),
    path("staff/opendata/remarks/<int:pk>/", staff_remarks.staff_remark, name="staff_remark"),
]
