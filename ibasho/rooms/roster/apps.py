from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import panels, texts


class RosterConfig(AppConfig):
    name = "ibasho.rooms.roster"
    label = "roster"
    verbose_name = "見守りの名簿"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        for name in ("on_duty", "vacancies_panel"):
            panels.add("places.place", import_module(f"{self.name}.views.{name}").panel)
        journal = import_module("ibasho.base.journal.followers")
        for verb in ("payouts.payment.pay", "payouts.payment.return"):
            journal.follow(verb, "roster.settle_payment")
        for verb in ("places.place.change", "places.place.reopen"):
            journal.follow(verb, "roster.hours_changed")
        texts.add("roster", import_module(f"{self.name}.queries.readable").texts)
