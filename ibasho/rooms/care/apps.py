from importlib import import_module

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "ibasho.rooms.care"
    label = "care"
    verbose_name = "気づき"

    def ready(self) -> None:
        import_module("ibasho.town.outbox.rules").keep_from_desk("care")
