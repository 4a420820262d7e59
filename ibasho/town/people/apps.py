from importlib import import_module

from django.apps import AppConfig

from ibasho.base.backups import settling


class PeopleConfig(AppConfig):
    name = "ibasho.town.people"
    label = "people"
    verbose_name = "ひと・団体"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        settling.after_restore("2 sessions", import_module(f"{self.name}.actions.restored").end_sessions)
