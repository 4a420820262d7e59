"""Addresses of reports: the page that reproduces the deck."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
