from django.apps import AppConfig


class SurplusConfig(AppConfig):
    name = "ibasho.rooms.surplus"
    label = "surplus"
    verbose_name = "おすそわけ"
