from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import texts


class PlacesConfig(AppConfig):
    name = "ibasho.town.places"
    label = "places"
    verbose_name = "居場所"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        texts.add("places", import_module(f"{self.name}.queries.readable").texts)
