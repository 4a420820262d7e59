from django.apps import AppConfig


class PayoutsConfig(AppConfig):
    name = "ibasho.town.payouts"
    label = "payouts"
    verbose_name = "支払い"
