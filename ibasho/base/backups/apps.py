from importlib import import_module

from django.apps import AppConfig

from ibasho.base.backups import settling


class BackupsConfig(AppConfig):
    name = "ibasho.base.backups"
    label = "backups"
    verbose_name = "控え"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        steps = import_module(f"{self.name}.steps")
        settling.after_restore("1 journal", steps.prove_journal)
        settling.after_restore("1 grants", steps.look_at_grants)
        settling.after_restore("3 erase", steps.erase_again)
