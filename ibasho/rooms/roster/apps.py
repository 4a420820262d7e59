from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels


class RosterConfig(AppConfig):
    name = "ibasho.rooms.roster"
    label = "roster"
    verbose_name = "見守りの名簿"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        for name in ("on_duty",):
            panels.add("places.place", import_module(f"{self.name}.views.{name}").panel)
