from django.urls import path, re_path

from hoshin.publishing.views import comparisons, documents, drafting, import_review, imports, papers, publications

EDITION = r"(?:(?P<policy>[a-z0-9][a-z0-9_-]{0,62})/)?(?P<year>[0-9]{4})"
REVISION = "[0-9]{4}(?:r[1-9][0-9]{0,3})?"  # 2020 as it stands, 2020r1 as it was first published
STAFF = "staff/publishing/<slug:policy>-<int:year>/"

urlpatterns = [
    re_path(
        rf"^policy/{EDITION}(?:/r(?P<revision>[1-9][0-9]{{0,3}}))?/(?P<name>[a-z]+\.[a-z]+)$",
        documents.document_file,
        name="document",
    ),
    re_path(
        rf"^policy/compare/(?:(?P<policy>[a-z0-9][a-z0-9_-]{{0,62}})/)?(?P<old>{REVISION})\.\.(?P<new>{REVISION})"
        r"/(?P<name>comparison\.[a-z]+)$",
        comparisons.comparison_file,
        name="comparison_file",
    ),
    path("staff/import/", imports.import_list, name="imports"),
    path("staff/import/<slug:policy>-<int:year>.xlsx", imports.import_template, name="import_template"),
    path("staff/import/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("staff/import/<int:pk>/review/", import_review.import_review, name="import_review"),
    path("staff/import/<int:pk>/unmatched/", import_review.import_unmatched, name="import_unmatched"),
    path("staff/import/<int:pk>/load/", imports.import_load, name="import_load"),
    path("staff/import/<int:pk>/cancel/", imports.import_cancel, name="import_cancel"),
    path("staff/publishing/", publications.edition_list, name="editions"),
    path("staff/publishing/drafts/new/", drafting.draft_new, name="draft_new"),
    path("staff/publishing/drafts/<slug:policy>-<int:year>/", drafting.draft_made, name="draft_made"),
    path("staff/meetings/<int:meeting>/documents/<str:name>", papers.papers_file, name="papers"),
    path("staff/publishing/folders/<slug:policy>-<int:year>.zip", drafting.folder_zip, name="folder_zip"),
    path("staff/publishing/runs/<int:pk>/", publications.run_detail, name="run"),
    path(STAFF, publications.edition_detail, name="edition"),
    path(f"{STAFF}decide/", publications.edition_decide, name="decide"),
    path(f"{STAFF}reopen/", publications.edition_reopen, name="reopen"),
    path(f"{STAFF}correct/", publications.correction_open, name="correct"),
    path(f"{STAFF}results/", publications.results_prepare, name="results"),
    path(f"{STAFF}close/", publications.correction_close, name="close"),
    path(f"{STAFF}publish/", publications.edition_publish, name="publish"),
    path(f"{STAFF}preview/<slug:kind>/", publications.preview_file, name="preview"),
    path(
        "staff/drafts/<slug:policy>-<int:year>/compare/<str:name>",
        comparisons.draft_comparison_file,
        name="draft_comparison_file",
    ),
    path(f"{STAFF}errata/<int:revision>/", publications.errata_detail, name="errata"),
]
