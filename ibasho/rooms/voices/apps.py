from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels, texts


class VoicesConfig(AppConfig):
    name = "ibasho.rooms.voices"
    label = "voices"
    verbose_name = "こどもの声"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        panels.add("places.place", import_module(f"{self.name}.views.place_public").panel)
        journal = import_module("ibasho.base.journal.followers")
        journal.follow("concerns.concern.give_back", "voices.take_back")
        texts.add("voices", import_module(f"{self.name}.queries.readable").texts)
