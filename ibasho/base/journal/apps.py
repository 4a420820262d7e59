from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ibasho.base.journal"
    label = "journal"
    verbose_name = "きろく"
