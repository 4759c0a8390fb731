from django.urls import path

from hoshin.plan.views import editions, entries, items

EDITION = "staff/policies/<slug:policy>/<int:year>/"

urlpatterns = [
    path("staff/policies/", editions.policies, name="policies"),
    path(EDITION, editions.edition_detail, name="edition"),
    path(f"{EDITION}settings/", editions.edition_edit, name="edition_edit"),
    path(f"{EDITION}renumber/", editions.edition_renumber, name="edition_renumber"),
    path(f"{EDITION}changes/", editions.edition_changes, name="edition_changes"),
    path(f"{EDITION}items/new/", items.item_add, name="item_add"),
    path(f"{EDITION}lists/<slug:slug>/", entries.entries, name="entries"),
    path(f"{EDITION}lists/<slug:slug>/new/", entries.entry_add, name="entry_add"),
    path("staff/items/<int:pk>/", items.item_edit, name="item_edit"),
    path("staff/items/<int:pk>/confirm/", items.item_confirm, name="item_confirm"),
    path("staff/items/<int:pk>/move/", items.item_move, name="item_move"),
    path("staff/items/<int:pk>/place/", items.item_place, name="item_place"),
    path("staff/items/<int:pk>/repost/", items.item_repost, name="item_repost"),
    path("staff/items/<int:pk>/delete/", items.item_delete, name="item_delete"),
    path("staff/lists/<slug:slug>/<int:pk>/", entries.entry_edit, name="entry_edit"),
    path("staff/lists/<slug:slug>/<int:pk>/move/", entries.entry_move, name="entry_move"),
    path("staff/lists/<slug:slug>/<int:pk>/delete/", entries.entry_delete, name="entry_delete"),
    path("staff/undo/plan/<uuid:token>/", editions.undo, name="undo"),
]
