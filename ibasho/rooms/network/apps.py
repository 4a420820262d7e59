from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels, texts


class NetworkConfig(AppConfig):
    name = "ibasho.rooms.network"
    label = "network"
    verbose_name = "つながり"

    def ready(self) -> None:
        """The desk's page of an organisation leads to its card; loaded here, when every table is known."""
        panels.add("people.organisation", import_module(f"{self.name}.views.organisation_panel").panel)
        texts.add("network", import_module(f"{self.name}.queries.readable").texts)
