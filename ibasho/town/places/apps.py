from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ibasho.town.places"
    label = "places"
    verbose_name = "居場所"
