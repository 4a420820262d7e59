"""Addresses of mealtickets, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "mealtickets"
urlpatterns: list[URLPattern] = []
