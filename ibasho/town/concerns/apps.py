from importlib import import_module

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "ibasho.town.concerns"
    label = "concerns"
    verbose_name = "センターへの 知らせ"

    def ready(self) -> None:
        journal = import_module("ibasho.base.journal.followers")
        for verb in ("people.membership.grant", "people.invitation.accept"):
            journal.follow(verb, "concerns.tell_of_colleague")
        import_module("ibasho.town.outbox.rules").keep_from_desk("concerns")
