from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ibasho.front.web"
    label = "web"
    verbose_name = "いりぐち"
