from importlib import import_module

from django.apps import AppConfig

from ibasho.base.backups import settling
from ibasho.base.ui import panels, texts


class MealticketsConfig(AppConfig):
    name = "ibasho.rooms.mealtickets"
    label = "mealtickets"
    verbose_name = "食事チケット"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        panels.add("places.place", import_module(f"{self.name}.views.shops_public").panel)
        journal = import_module("ibasho.base.journal.followers")
        for verb in ("payouts.payment.pay", "payouts.payment.return"):
            journal.follow(verb, "mealtickets.settle_payment")
        texts.add("mealtickets", import_module(f"{self.name}.queries.readable").texts)
        settling.after_restore("1 ledger", import_module(f"{self.name}.queries.restored").prove)
