from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ibasho.front.reports"
    label = "reports"
    verbose_name = "ふりかえり"
