from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ibasho.base.ui"
    label = "ui"
    verbose_name = "画面"
