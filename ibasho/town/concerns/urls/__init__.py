"""Addresses of the centre's inbox."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "concerns"
urlpatterns: list[URLPattern] = []
