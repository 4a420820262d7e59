from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ibasho.town.people"
    label = "people"
    verbose_name = "ひと・団体"
