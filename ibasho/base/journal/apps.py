from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import menu_numbers


class JournalConfig(AppConfig):
    name = "ibasho.base.journal"
    label = "journal"
    verbose_name = "きろく"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        menu_numbers.since(import_module(f"{self.name}.queries").last)
