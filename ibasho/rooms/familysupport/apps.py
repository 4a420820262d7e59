from importlib import import_module

from django.apps import AppConfig


class FamilySupportConfig(AppConfig):
    name = "ibasho.rooms.familysupport"
    label = "familysupport"
    verbose_name = "ファミリーサポート"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        journal = import_module("ibasho.base.journal.followers")
        for verb in ("payouts.payment.pay", "payouts.payment.return"):
            journal.follow(verb, "familysupport.settle_payment")
