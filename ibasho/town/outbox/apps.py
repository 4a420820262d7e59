from importlib import import_module

from django.apps import AppConfig

from ibasho.base.backups import settling


class OutboxConfig(AppConfig):
    name = "ibasho.town.outbox"
    label = "outbox"
    verbose_name = "おしらせ"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        settling.after_restore("2 outbox", import_module(f"{self.name}.actions.restored").hold)
