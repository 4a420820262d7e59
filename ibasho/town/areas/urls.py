"""The city's desk of areas: what is loaded, taking files in, the rules children live by."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "areas"
urlpatterns: list[URLPattern] = []
