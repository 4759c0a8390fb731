from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hoshin.site"
    label = "site"

    def ready(self) -> None:
        # Only now: the receivers need models, which do not exist yet while the apps themselves are imported.
        import_module("hoshin.site.accounts.receivers").connect()
