from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "ibasho.rooms.reach"
    label = "reach"
    verbose_name = "空白地区"
