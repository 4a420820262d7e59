from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels, texts


class SurplusConfig(AppConfig):
    name = "ibasho.rooms.surplus"
    label = "surplus"
    verbose_name = "おすそわけ"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        eaten = import_module(f"{self.name}.views.eaten_public")
        panels.add("places.place", eaten.panel)
        panels.add("places.day", eaten.day_panel)
        texts.add("surplus", import_module(f"{self.name}.queries.readable").texts)
