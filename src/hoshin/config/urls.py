from django.urls import include, path

from hoshin.config.health import healthz
from hoshin.kernel.registry import registry

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("account/", include("hoshin.site.accounts.urls")),
    *(path("", include((module.urls, module.key))) for module in registry.modules() if module.urls),
]

handler400 = "hoshin.site.views.errors.bad_request"
handler403 = "hoshin.site.views.errors.permission_denied"
handler404 = "hoshin.site.views.errors.not_found"
handler500 = "hoshin.site.views.errors.server_error"
