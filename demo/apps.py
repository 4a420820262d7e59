from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo's own page. Installed in demo and tests, never in a city's copy."""

    name = "demo"
    label = "demo"
    verbose_name = "みほん"
