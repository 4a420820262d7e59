from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels


class ReportsConfig(AppConfig):
    name = "ibasho.front.reports"
    label = "reports"
    verbose_name = "ふりかえり"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        panels.add("places.ops_place", import_module(f"{self.name}.views.figures_panel").panel)
        panels.add("openhouse.decide", import_module(f"{self.name}.views.deputies_panel").panel)
