from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import texts


class SurplusConfig(AppConfig):
    name = "ibasho.rooms.surplus"
    label = "surplus"
    verbose_name = "おすそわけ"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        texts.add("surplus", import_module(f"{self.name}.queries.readable").texts)
