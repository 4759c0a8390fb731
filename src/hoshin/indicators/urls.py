from django.urls import path

from hoshin.indicators.views import actuals, bindings, definitions, targets

BASE = "staff/indicators/"

urlpatterns = [
    path(BASE, definitions.indicators, name="indicators"),
    path(f"{BASE}editions/<int:pk>/", definitions.edition_indicators, name="edition"),
    path(f"{BASE}items/<int:pk>/", definitions.item_indicators, name="item"),
    path(f"{BASE}items/<int:pk>/new/", definitions.indicator_new, name="indicator_new"),
    path(f"{BASE}<int:pk>/", definitions.indicator_detail, name="indicator"),
    path(f"{BASE}<int:pk>/edit/", definitions.indicator_edit, name="indicator_edit"),
    path(f"{BASE}<int:pk>/remove/", definitions.indicator_remove, name="indicator_remove"),
    path(f"{BASE}<int:pk>/history/", definitions.indicator_history, name="history"),
    path(f"{BASE}<int:pk>/targets/new/", targets.target_new, name="target_new"),
    path(f"{BASE}targets/<int:pk>/edit/", targets.target_edit, name="target_edit"),
    path(f"{BASE}targets/<int:pk>/remove/", targets.target_remove, name="target_remove"),
    path(f"{BASE}<int:pk>/actuals/new/", actuals.actual_new, name="actual_new"),
    path(f"{BASE}<int:pk>/actuals/<int:actual_pk>/correct/", actuals.actual_correct, name="actual_correct"),
    path(f"{BASE}<int:pk>/binding/new/", bindings.binding_new, name="binding_new"),
    path(f"{BASE}<int:pk>/binding/end/", bindings.binding_end, name="binding_end"),
    path(f"{BASE}<int:pk>/binding/measure/", bindings.binding_measure, name="binding_measure"),
    path(f"{BASE}changes/<uuid:token>/undo/", definitions.undo, name="undo"),
]
