from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels, texts


class OpenhouseConfig(AppConfig):
    name = "ibasho.rooms.openhouse"
    label = "openhouse"
    verbose_name = "自由に使える場所"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        for name in ("faces_public", "door_public", "seats_public"):
            panels.add("places.place", import_module(f"{self.name}.views.{name}").panel)
        texts.add("openhouse", import_module(f"{self.name}.queries.readable").texts)
