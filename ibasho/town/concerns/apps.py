from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "ibasho.town.concerns"
    label = "concerns"
    verbose_name = "センターへの 知らせ"
