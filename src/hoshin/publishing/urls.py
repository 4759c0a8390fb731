from django.urls import path

from hoshin.publishing import views

urlpatterns = [
    path("staff/publishing/drafts/new/", views.draft_new, name="draft_new"),
    path("staff/publishing/folders/<slug:policy>-<int:year>.zip", views.folder_zip, name="folder_zip"),
]
