"""Addresses of surplus: drop-off points, drivers, routes of a day, hand-over, recall."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
