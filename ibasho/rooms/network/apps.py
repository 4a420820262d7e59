from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "ibasho.rooms.network"
    label = "network"
    verbose_name = "つながり"
