from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "ibasho.town.areas"
    label = "areas"
    verbose_name = "区域"
