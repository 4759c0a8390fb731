from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import module_has_submodule

from hoshin.kernel.append_only import take_rights
from hoshin.kernel.registry import registry
from hoshin.kernel.row_security import lock_tables


class KernelConfig(AppConfig):
    """Takes `MODULE` from every installed app's `module.py`, as the Django admin imports every `admin.py`."""

    name = "hoshin.kernel"
    label = "kernel"
    verbose_name = "基盤"

    def ready(self) -> None:
        post_migrate.connect(lock_tables, sender=self)
        post_migrate.connect(take_rights, sender=self)
        for app in apps.get_app_configs():
            if app.module and module_has_submodule(app.module, "module"):
                registry.add(import_module(f"{app.name}.module").MODULE)
