from django.apps import AppConfig
from django.core.checks import Tags, register

from hoshin.config.checks import check_database


class ConfigConfig(AppConfig):
    name = "hoshin.config"
    label = "config"

    def ready(self) -> None:
        register(check_database, Tags.database)
