from django.apps import AppConfig


class MealticketsConfig(AppConfig):
    name = "ibasho.rooms.mealtickets"
    label = "mealtickets"
    verbose_name = "食事チケット"
