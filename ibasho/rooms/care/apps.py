from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "ibasho.rooms.care"
    label = "care"
    verbose_name = "気づき"
