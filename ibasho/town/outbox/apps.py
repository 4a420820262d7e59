from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "ibasho.town.outbox"
    label = "outbox"
    verbose_name = "おしらせ"
