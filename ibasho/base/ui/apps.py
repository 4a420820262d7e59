from django.apps import AppConfig
from django.core import checks

from ibasho.base.ui.checks import database_is_encrypted


class UiConfig(AppConfig):
    name = "ibasho.base.ui"
    label = "ui"
    verbose_name = "画面"

    def ready(self) -> None:
        checks.register(database_is_encrypted, checks.Tags.security, deploy=True)
